/** Points of a plane, x and y in turn. */
export type Plane = Float32Array;

/**
 * Turns a picture of points, and mirrors it where that helps, so that it lies as near as can be on another picture of the same points.
 * Nothing is stretched: distances stay (orthogonal Procrustes, Schönemann 1966, in closed form for the plane).
 * @param points  [x0, y0, x1, y1, …], centred on 0; as many as in `target`
 */
export function alignPlane(points: Plane, target: Plane): Plane {
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (let i = 0; i < points.length; i += 2) {
    xx += points[i]! * target[i]!; xy += points[i]! * target[i + 1]!;
    yx += points[i + 1]! * target[i]!; yy += points[i + 1]! * target[i + 1]!;
  }
  const [turned, mirrored] = [Math.hypot(xx + yy, xy - yx), Math.hypot(xx - yy, xy + yx)];
  const flip = mirrored > turned ? -1 : 1;
  const angle = flip < 0 ? Math.atan2(xy + yx, xx - yy) : Math.atan2(xy - yx, xx + yy);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const aligned = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]!, points[i + 1]! * flip];
    aligned[i] = x * cos - y * sin;
    aligned[i + 1] = x * sin + y * cos;
  }
  return aligned;
}
