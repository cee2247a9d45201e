import { expect } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { holdKeys, typeAtFocus } from "../../../components/editing/held-keys.js";

describe("keys that are typed while something is fetched", () => {
  let button: HTMLButtonElement;
  let presses = 0;
  beforeEach(() => {
    presses = 0;
    button = Object.assign(document.createElement("button"), { textContent: "Train" });
    button.addEventListener("click", () => { presses++; });
    document.body.append(button);
    button.focus();
  });
  afterEach(() => button.remove());

  it("do not press the button that has the focus, and are handed on as text", async () => {
    const release = holdKeys();
    await sendKeys({ type: "ad d" });
    await sendKeys({ press: "Backspace" });
    await sendKeys({ press: "Space" });
    await sendKeys({ press: "Enter" });
    expect(presses).to.equal(0);
    expect(release()).to.equal("ad  ");
    await sendKeys({ press: "Space" });
    expect(presses, "a space afterwards").to.equal(1);
  });
  it("leave shortcuts to the browser and Tab to the page", () => {
    const release = holdKeys();
    const isHeld = (init: KeyboardEventInit): boolean => !button.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }));
    expect([isHeld({ key: "r", ctrlKey: true }), isHeld({ key: "r", metaKey: true }), isHeld({ key: "Tab" }), isHeld({ key: "r" })]).to.deep.equal([false, false, false, true]);
    expect(release()).to.equal("r");
  });
  it("are written where the focus is, as if typed there, and nowhere else", () => {
    const host = document.createElement("div");
    const field = document.createElement("input");
    const heard: string[] = [];
    field.addEventListener("input", () => heard.push(field.value));
    host.attachShadow({ mode: "open" }).append(field);
    document.body.append(host);
    typeAtFocus("lost");
    field.focus();
    typeAtFocus("");
    typeAtFocus("add");
    expect(heard).to.deep.equal(["add"]);
    host.remove();
  });
});
