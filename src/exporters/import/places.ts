import { outsideReader } from "../../base/outside.js";
import type { NamedArray, Place } from "../trained-model.js";
import { refused } from "./description.js";

const most = { parameters: 10_000, axes: 8 } as const;
const { object, list, whole, text } = outsideReader((path, expected, received) => refused("model-description", path, expected, received));

/** Gives the numbers of a file the names and shapes that they have in the network. @param description as the file has it, read already @param find the numbers of a place; undefined where the file has none @throws ProblemError */
export function arraysAt(description: unknown, path: string, find: (place: Place) => Float32Array | undefined): readonly NamedArray[] {
  return list(object(description, path)["parameters"], `${path}.parameters`, most.parameters, (one, at) => {
    const of = object(one, at);
    const place: Place = { name: text(of["name"], `${at}.name`), shape: list(of["shape"], `${at}.shape`, most.axes, whole), at: text(of["at"], `${at}.at`) };
    const data = find(place);
    if (!data) throw refused("model-parameter-missing", place.name, { en: `numbers at ${place.at} in the file, but it has none`, "pt-BR": `números em ${place.at} no arquivo, mas ele não os tem` });
    return { name: place.name, shape: place.shape, data };
  });
}
