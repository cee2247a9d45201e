/**
 * Positional encoding of "Attention is all you need" (arXiv:1706.03762), §3.5: with the rate r = 10000^(−2⌊i / 2⌋ / size), number i of position t
 * is sin(t r) where i is even and cos(t r) where it is odd. Positions count from 0.
 * @returns [length, size], row-major
 */
export function sinusoids(length: number, size: number): Float32Array {
  return Float32Array.from({ length: length * size }, (_, at) => {
    const [position, i] = [Math.floor(at / size), at % size];
    const angle = position / 10_000 ** ((2 * Math.floor(i / 2)) / size);
    return i % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}
