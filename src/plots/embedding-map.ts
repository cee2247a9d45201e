import { dot, text } from "@observablehq/plot";
import { formatNumber, plural, type Locale, type Text } from "../base/text.js";
import { seededRandom } from "../base/random.js";
import type { Association } from "../training/analyses/embeddings.js";
import type { Figure } from "./figure-content.js";
import { classColour, drawPlot } from "./plot.js";

export interface EmbeddingMapData {
  readonly words: readonly string[];
  /** x and y of each word in turn. */
  readonly points: Float32Array;
  readonly associations: readonly Association[];
  readonly classes: readonly Text[];
  /** Share of the spread that the plane keeps; NaN where it keeps neighbours and no distances. */
  readonly kept: number;
  /** Half the side of the square that is drawn, the same for every moment of a run; of these points when absent. */
  readonly reach?: number;
  /** The word that was chosen, with its neighbours. */
  readonly chosen?: string;
  readonly near?: readonly string[];
}

/** From this on a word speaks for its class: it stands in three times the share of its texts, roughly. */
const clear = 1;
interface Spot { readonly word: string; readonly x: number; readonly y: number; readonly label: number; readonly strength: number; readonly rank: number }

/** Words on a plane, coloured by the class that they speak for. A point that a reader presses tells its word by `data-word`. */
export const embeddingMap: Figure<EmbeddingMapData> = {
  name: "embedding-map",
  make: (data, locale) => {
    const { words, points, associations, classes, chosen, near = [] } = data;
    const en = locale === "en";
    const title = en ? "Words by their vectors" : "Palavras por seus vetores";
    const caption = captionOf(data, locale);
    const spots: readonly Spot[] = words.map((word, i) => ({ word, x: points[i * 2]!, y: points[i * 2 + 1]!, ...associations[i]!, rank: i }));
    return {
      name: "embedding-map", title, caption,
      table: {
        columns: [
          { name: "word", label: en ? "Word" : "Palavra", numeric: false }, { name: "class", label: en ? "Speaks for" : "Fala por", numeric: false },
          { name: "strength", label: en ? "Log-odds" : "Log-razão de chances", numeric: true }, { name: "x", label: "x", numeric: true }, { name: "y", label: "y", numeric: true },
        ],
        rows: spots.map(({ word, label, strength, x, y }) => [word, classes[label]?.[locale] ?? String(label), round(strength), round(x), round(y)]),
      },
      draw: ({ width }) => drawMap(spots, { ...data, near }, chosen, width, `${title}. ${caption}`),
    };
  },
  example: exampleMap(),
};
const round = (value: number): number => Number(value.toPrecision(4));

function drawMap(spots: readonly Spot[], { reach, near = [] }: EmbeddingMapData, chosen: string | undefined, width: number, label: string): SVGSVGElement {
  const side = Math.min(width, 560);
  const most = reach ?? Math.max(1e-9, ...spots.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y))));
  const domain = [-most * 1.06, most * 1.06];
  const isNear = new Set([...near, ...(chosen === undefined ? [] : [chosen])]);
  const pixel = (value: number): number => ((value / most + 1.06) / 2.12) * side;
  const labelled = placeLabels(spots.toSorted((a, b) => Number(isNear.has(b.word)) - Number(isNear.has(a.word)) || Math.abs(b.strength) - Math.abs(a.strength) || a.rank - b.rank), pixel, side);
  const shade = ({ word, strength }: Spot): number => (isNear.has(word) ? 1 : 0.25 + 0.6 * Math.min(1, Math.abs(strength) / (2 * clear)));
  const svg = drawPlot(label, {
    width, height: side, margin: 0, marginLeft: (width - side) / 2, marginRight: (width - side) / 2, x: { axis: null, domain }, y: { axis: null, domain },
    marks: [
      dot(spots, { x: "x", y: "y", r: (spot: Spot) => (isNear.has(spot.word) ? 5 : 3), fill: (spot: Spot) => (Math.abs(spot.strength) < clear / 2 ? "var(--at-ink-soft)" : classColour(spot.label)), fillOpacity: shade, stroke: (spot: Spot) => (spot.word === chosen ? "var(--at-ink)" : "none"), strokeWidth: 2 }),
      ...[false, true].map((strong) => text(labelled.filter(({ word }) => isNear.has(word) === strong), {
        x: "x", y: "y", text: "word", dy: -9, fontSize: 12, fill: "currentColor", stroke: "var(--at-ground)", strokeWidth: 3.5, fontWeight: strong ? 700 : 400,
      })),
    ],
  });
  // Plot keeps the order of what it draws; a pointer can then be told which word it is on.
  svg.querySelectorAll("circle").forEach((circle, i) => circle.setAttribute("data-word", spots[i]!.word));
  return svg;
}

/** The spots whose words fit without lying on one another, the first of the list first. */
function placeLabels(spots: readonly Spot[], pixel: (value: number) => number, side: number): readonly Spot[] {
  const taken: (readonly [left: number, top: number, right: number, bottom: number])[] = [];
  return spots.filter(({ word, x, y }) => {
    const half = [...word].length * 3.4 + 2;
    const [cx, cy] = [pixel(x), side - pixel(y) - 9];
    const box = [cx - half, cy - 7, cx + half, cy + 7] as const;
    if (box[0] < 0 || box[2] > side || box[1] < 0 || taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) return false;
    taken.push(box);
    return true;
  });
}

function captionOf({ words, associations, classes, kept, chosen, near = [] }: EmbeddingMapData, locale: Locale): string {
  const en = locale === "en";
  const counted = plural(words.length, locale, en ? "word" : "palavra", en ? "words" : "palavras");
  const share = formatNumber(kept, locale, { percent: true, decimals: 0 });
  const plane = Number.isNaN(kept)
    ? (en ? `${counted}: neighbours lie together; how far groups lie apart means nothing` : `${counted}: vizinhos ficam juntos; a distância entre grupos não significa nada`)
    : (en ? `${counted} in the plane that keeps ${share} of their spread` : `${counted} no plano que guarda ${share} da dispersão`);
  const spoken = classes.map((name, k) => `${name[locale]} ${associations.filter(({ label, strength }) => label === k && strength >= clear).length}`).join(", ");
  const clearly = en ? `clearly speaking for a class: ${spoken}` : `falam claramente por uma classe: ${spoken}`;
  const nearest = chosen !== undefined && near.length > 0 ? (en ? `; nearest to “${chosen}”: ${near.slice(0, 3).map((word) => `“${word}”`).join(", ")}` : `; mais próximas de “${chosen}”: ${near.slice(0, 3).map((word) => `“${word}”`).join(", ")}`) : "";
  return `${plane}; ${clearly}${nearest}.`;
}

/** Two clouds of made-up words with some that lie between. */
function exampleMap(): EmbeddingMapData {
  const random = seededRandom(3);
  const [good, bad, plain] = [["great", "excellent", "love", "works"], ["poor", "broke", "waste", "bad"], ["phone", "the", "battery", "it"]];
  const words = [...good!, ...bad!, ...plain!];
  const middle = (i: number): number => (i < 4 ? 0.6 : i < 8 ? -0.6 : 0);
  return {
    words, points: Float32Array.from(words.flatMap((_, i) => [middle(i) + random.normal() * 0.12, random.normal() * 0.3])),
    associations: words.map((_, i) => ({ label: i < 4 ? 1 : 0, strength: i < 8 ? 1.4 + i * 0.1 : 0.1 })),
    classes: [{ en: "negative", "pt-BR": "negativa" }, { en: "positive", "pt-BR": "positiva" }], kept: 0.42, chosen: "great", near: ["excellent", "love"],
  };
}
