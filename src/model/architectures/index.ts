import { registry, type Registry } from "../../base/registry.js";
import type { Architecture } from "../architecture.js";
import { atnet } from "./atnet.js";
import { bagOfWords } from "./bag-of-words.js";
import { cnn } from "./cnn.js";
import { embeddingAverage } from "./embedding-average.js";
import { transformer } from "./transformer.js";

/** Every architecture, in the order that lists show them. A new one is one file here and one line below. */
export const architectures: Registry<Architecture> = registry<Architecture>("architectures", [atnet, cnn, embeddingAverage, bagOfWords, transformer]);
