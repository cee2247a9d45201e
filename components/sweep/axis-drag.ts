import { axisPoint, axisValue, type AxisPoint } from "../../src/plots/parallel-coordinates.js";
import type { SweepData } from "../../src/plots/sweep-data.js";

export interface AxisDragTarget {
  /** What is drawn; undefined before it is. */
  data(): SweepData | undefined;
  /** Puts an axis at another place. */
  move(from: number, to: number): void;
  /** Lets through what lies between two values of an axis; everything where absent. */
  brush(axis: number, range: readonly [number | string, number | string] | undefined): void;
}

/** Pixels beside an axis that still take hold of it, and those that a press may move without being a drag. */
const reach = 22;
const still = 4;

/** Dragging on the figure of all trials: along an axis chooses a range, a press on it frees it, and an axis' name takes the axis with it. */
export class AxisDrag {
  readonly #target: AxisDragTarget;
  #begun: { readonly point: AxisPoint; readonly x: number; readonly y: number; readonly id: number } | undefined;
  constructor(target: AxisDragTarget) { this.#target = target; }

  readonly begin = (event: PointerEvent): void => {
    const found = this.#at(event);
    if (!found || event.button !== 0 || (!found.point.isTitle && found.point.away > reach)) return;
    this.#begun = { point: found.point, x: event.clientX, y: event.clientY, id: event.pointerId };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    event.preventDefault();
  };
  readonly move = (event: PointerEvent): void => {
    const begun = this.#begun;
    const now = begun && this.#at(event);
    if (!begun || !now || begun.id !== event.pointerId || begun.point.isTitle || !this.#isDrag(event)) return;
    this.#brush(begun.point, now.point);
  };
  readonly end = (event: PointerEvent): void => {
    const begun = this.#begun;
    const now = begun && this.#at(event);
    this.#begun = undefined;
    if (!begun || !now || event.type === "pointercancel") return;
    if (begun.point.isTitle) {
      if (now.point.axis !== begun.point.axis) this.#target.move(begun.point.axis, now.point.axis);
    } else if (Math.hypot(event.clientX - begun.x, event.clientY - begun.y) <= still) this.#target.brush(begun.point.axis, undefined);
    else this.#brush(begun.point, now.point);
  };

  #isDrag({ clientX, clientY }: PointerEvent): boolean { return this.#begun !== undefined && Math.hypot(clientX - this.#begun.x, clientY - this.#begun.y) > still; }
  #brush({ axis, place }: AxisPoint, { place: other }: AxisPoint): void {
    const data = this.#target.data();
    if (data) this.#target.brush(axis, [axisValue(data, axis, Math.min(place, other)), axisValue(data, axis, Math.max(place, other))]);
  }
  /** The place in the drawing that lies in the figure's own shadow tree. */
  #at(event: PointerEvent): { readonly point: AxisPoint } | undefined {
    const svg = (event.currentTarget as Element).querySelector("at-figure")?.shadowRoot?.querySelector<SVGSVGElement>(".picture > svg");
    const data = this.#target.data();
    if (!svg || !data) return undefined;
    const { left, top, width } = svg.getBoundingClientRect();
    const drawn = svg.width.baseVal.value;
    const scale = width > 0 ? drawn / width : 1;
    const [x, y] = [(event.clientX - left) * scale, (event.clientY - top) * scale];
    return this.#begun === undefined && (x < 0 || y < 0 || y > svg.height.baseVal.value) ? undefined : { point: axisPoint(data, drawn, x, y) };
  }
}
