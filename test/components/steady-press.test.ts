import { expect } from "@open-wc/testing";
import { resetMouse, sendKeys, sendMouse } from "@web/test-runner-commands";
import { keepPresses } from "../../components/controllers/steady-press.js";

describe("a press while the page moves", () => {
  let page: HTMLElement;
  let figure: HTMLElement;
  let button: HTMLButtonElement;
  let heard: string[] = [];
  const listeners = new AbortController();
  before(() => keepPresses(listeners.signal));
  after(() => listeners.abort());
  beforeEach(() => {
    heard = [];
    page = document.createElement("div");
    const shadow = page.attachShadow({ mode: "open" });
    shadow.innerHTML = `<div id="figure" style="block-size: 40px"></div><button style="display: block; block-size: 40px; inline-size: 120px">Train</button><a href="#elsewhere" style="display: block; block-size: 200px">Elsewhere</a>`;
    figure = shadow.querySelector("#figure")!;
    button = shadow.querySelector("button")!;
    shadow.addEventListener("click", (event) => {
      event.preventDefault();
      heard.push((event.target as Element).textContent);
    });
    document.body.prepend(page);
  });
  afterEach(async () => {
    page.remove();
    await resetMouse();
  });
  const place = (offset = 0): [number, number] => {
    const { x, y } = button.getBoundingClientRect();
    return [Math.round(x + 20), Math.round(y + 20 + offset)];
  };
  const pressed = async (): Promise<void> => {
    await sendMouse({ type: "move", position: place() });
    await sendMouse({ type: "down" });
  };

  it("counts for the button that was pressed, when a figure above it was drawn before the pointer was let go", async () => {
    await pressed();
    figure.style.blockSize = "174px";
    await sendMouse({ type: "up" });
    expect(heard).to.deep.equal(["Train"]);
  });
  it("counts for it alone, when a link came to lie under the pointer", async () => {
    await pressed();
    figure.style.blockSize = "0";
    await sendMouse({ type: "up" });
    expect(heard).to.deep.equal(["Train"]);
  });
  it("counts once where nothing moved", async () => {
    await pressed();
    await sendMouse({ type: "up" });
    expect(heard).to.deep.equal(["Train"]);
  });
  it("is taken back by moving away before letting go, whether the page moved or not", async () => {
    for (const grown of ["40px", "60px"]) {
      await pressed();
      figure.style.blockSize = grown;
      await sendMouse({ type: "move", position: place(60) });
      await sendMouse({ type: "up" });
    }
    expect(heard.filter((name) => name === "Train")).to.deep.equal([]);
  });
  it("says nothing of a button that is gone", async () => {
    button.addEventListener("click", () => heard.push("Train"));
    await pressed();
    button.remove();
    await sendMouse({ type: "up" });
    expect(heard.filter((name) => name === "Train")).to.deep.equal([]);
  });
  it("leaves the keyboard's presses alone", async () => {
    await pressed();
    await sendMouse({ type: "move", position: [400, 500] });
    await sendMouse({ type: "up" });
    figure.style.blockSize = "60px";
    page.shadowRoot!.querySelector("a")!.focus();
    await sendKeys({ press: "Enter" });
    expect(heard.filter((name) => name !== "")).to.deep.equal(["Elsewhere"]);
  });
});
