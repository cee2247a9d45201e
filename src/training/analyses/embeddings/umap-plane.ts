import { UMAP } from "umap-js";
import { seededRandom } from "../../../base/random.js";
import type { AnalysisJob } from "../analysis.js";

/** McInnes, Healy & Melville 2018 (arXiv:1802.03426) with cosine distances and its usual 15 neighbours; seeded, so that the same vectors give the same picture. */
export async function umapPlane(vectors: Float32Array, rows: number, size: number, job: AnalysisJob): Promise<Float32Array> {
  const random = seededRandom(1);
  const umap = new UMAP({ nComponents: 2, nNeighbors: Math.min(15, rows - 1), minDist: 0.1, random: () => random.next(), distanceFn: cosineDistance });
  const epochs = umap.initializeFit(Array.from({ length: rows }, (_, row) => Array.from(vectors.subarray(row * size, (row + 1) * size))));
  for (let epoch = 1; epoch <= epochs; epoch++) {
    umap.step();
    if (epoch % 20 > 0) continue;
    job.progress(epoch / epochs);
    await job.turn();
  }
  const places = umap.getEmbedding();
  const [x, y] = [0, 1].map((axis) => places.reduce((sum, place) => sum + place[axis]!, 0) / rows) as [number, number];
  return Float32Array.from(places.flatMap((place) => [place[0]! - x, place[1]! - y]));
}

function cosineDistance(a: readonly number[], b: readonly number[]): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) { ab += a[i]! * b[i]!; aa += a[i]! ** 2; bb += b[i]! ** 2; }
  return aa > 0 && bb > 0 ? 1 - ab / Math.sqrt(aa * bb) : 1;
}
