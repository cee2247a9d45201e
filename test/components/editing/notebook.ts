import { fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import type { CellFrame } from "../../../components/cell.js";
import type { Notebook } from "../../../components/notebook.js";
import "../../../components/notebook.js";
import type { Toast } from "../../../components/toast.js";
import type { Cell } from "../../../src/notebook/document.js";
import { testKinds } from "../throw-away-cells.js";

export const cell = (id: number, type: string, source: string): Cell => ({ id, type, source, pinned: false, hidden: false, attributes: {} });
export const cells: readonly Cell[] = [
  cell(1, "text/markdown", "# One\n\ntwo"), cell(2, "module", "import {dataset, flow} from \"../components/index.js\";"), cell(3, "module", "const data = view(dataset({amount: 5}));"),
  cell(4, "module", "flow({}, {data})"), cell(5, "text/markdown", "The end."),
];
export async function open(own: readonly Cell[] = cells): Promise<Notebook> {
  const element = await fixture<Notebook>(html`<at-notebook .kinds=${testKinds} .opened=${{ key: "draft:a", document: { title: "T", theme: "", readonly: false, cells: own }, twins: {}, problems: [], savedAt: undefined, file: undefined }}></at-notebook>`);
  await settled(element);
  return element;
}
export const frames = (element: Notebook): readonly CellFrame[] => [...element.shadowRoot!.querySelectorAll<CellFrame>("at-cell")];
export const ids = (element: Notebook): readonly number[] => element.document!.cells.map(({ id }) => id);
export const sources = (element: Notebook): readonly string[] => element.document!.cells.map(({ source }) => source);
export const toast = (element: Notebook): string | undefined => element.shadowRoot!.querySelector<Toast>("at-toast")!.message?.text;
export const focused = (element: Notebook): number | undefined => (element.shadowRoot!.activeElement as CellFrame | null)?.cell.id;
export async function settled(element: Notebook): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await element.updateComplete;
    await Promise.all([...element.shadowRoot!.querySelectorAll("at-cell")].map((one) => (one as CellFrame).updateComplete));
  }
}
export async function press(element: Notebook, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await sendKeys({ press: key });
    await settled(element);
  }
}
