import DOMPurify, { type Config, type UponSanitizeAttributeHookEvent } from "dompurify";

/** Only what prose needs: no form, no style, no element of ours or anyone's, no address that runs or loads something. */
const allowed: Config = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: [
    "style", "form", "input", "button", "select", "textarea", "option", "optgroup", "dialog", "template", "video", "audio", "source", "track", "map", "area",
    "fieldset", "legend", "label", "picture", "marquee", "bgsound", "slot", "font", "center", "meter", "progress", "datalist", "output",
  ],
  FORBID_ATTR: [
    "style", "background", "action", "formaction", "poster", "srcset", "ping", "autofocus", "tabindex", "contenteditable", "popover", "popovertarget", "popovertargetaction",
    "slot", "part", "is", "usemap", "name", "accesskey", "role", "draggable", "enterkeyhint", "inputmode", "loading", "crossorigin", "target", "download", "bgcolor", "color", "face", "size",
  ],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  SANITIZE_NAMED_PROPS: true,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#|data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=]+$)/i,
  RETURN_DOM_FRAGMENT: true,
};

/** An image that travels in the file itself. SVG is left out: it can hold scripts. */
const embeddedImage = /^data:image\/(?:png|jpeg|gif|webp);base64,/i;
/** Highest nesting that is drawn; deeper trees take seconds to lay out. */
export const deepest = 200;

/**
 * Turns HTML from a notebook into nodes that cannot run, load, post or disguise anything.
 * @param blockedImage what stands where an image from another site was, given its description
 * @throws RangeError when it is nested deeper than `deepest`
 */
export function sanitise(html: string, blockedImage: (description: string) => string): DocumentFragment {
  // In front of the parser, because laying out 20,000 nested boxes blocks the page (reliability.md, B046).
  if (nesting(html) > deepest) throw new RangeError(`nested deeper than ${deepest}`);
  const fragment = purifier().sanitize(html, { ...allowed, RETURN_DOM_FRAGMENT: true });
  for (const image of fragment.querySelectorAll("img")) {
    if (embeddedImage.test(image.getAttribute("src") ?? "")) {
      if (!image.hasAttribute("alt")) image.alt = "";
      continue;
    }
    const box = document.createElement("span");
    box.className = "blocked-image";
    box.textContent = blockedImage(image.getAttribute("alt") ?? "");
    image.replaceWith(box);
  }
  for (const link of fragment.querySelectorAll("a[href]")) labelLink(link);
  return fragment;
}

/** What code draws: as prose, and SVG without what can load, run or move. */
const allowedOutput: Config = {
  ...allowed,
  USE_PROFILES: { html: true, svg: true },
  FORBID_TAGS: [...allowed.FORBID_TAGS!, "foreignobject", "use", "feimage", "filter", "animate", "animatemotion", "animatetransform", "set", "mpath", "switch", "view", "script"],
  FORBID_ATTR: [...allowed.FORBID_ATTR!.filter((name) => name !== "color" && name !== "size"), "filter", "cursor", "attributename"],
  // Values without a scheme pass, as those of "viewBox" must: addresses are held to `linkAddress` and `embeddedImage` afterwards.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=]+$|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i,
};
const linkAddress = /^(?:https?:|mailto:|#)/i;
/** Presentation attributes are CSS: of its functions, only those that load nothing, and places in the drawing itself. */
const loadsNothing = /^(?:[^(\\]|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|var|calc|translate[XY]?|rotate|scale[XY]?|skew[XY]|matrix)\(|url\(\s*["']?#[\w-]+["']?\s*\))*$/i;

/**
 * Turns HTML and SVG that code made into nodes that can do nothing but be seen: sanitised whether or not the notebook is trusted.
 * @param drawing what a drawing is called that does not say so itself @throws RangeError when it is nested deeper than `deepest`
 */
export function sanitiseOutput(html: string, drawing: string): DocumentFragment {
  if (nesting(html) > deepest) throw new RangeError(`nested deeper than ${deepest}`);
  const fragment = purifier().sanitize(html, { ...allowedOutput, RETURN_DOM_FRAGMENT: true });
  for (const image of fragment.querySelectorAll("img")) {
    if (embeddedImage.test(image.getAttribute("src") ?? "")) image.alt ||= "";
    else image.remove();
  }
  for (const element of fragment.querySelectorAll("*")) {
    const allowedHere = element.localName === "image" ? embeddedImage : linkAddress;
    for (const { name, value } of Array.from(element.attributes)) if (/^(?:xlink:)?href$/i.test(name) && !allowedHere.test(value)) element.removeAttribute(name);
  }
  for (const link of fragment.querySelectorAll("a[href]")) labelLink(link);
  for (const svg of fragment.querySelectorAll("svg")) {
    if (svg.parentElement?.closest("svg")) continue;
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", svg.querySelector("title")?.textContent?.trim() || drawing);
  }
  return fragment;
}

/** A link to another site opens beside the notebook, and its real host is told, whatever its text says. */
function labelLink(link: Element): void {
  const href = link.getAttribute("href") ?? "";
  if (!/^https?:/i.test(href)) return;
  // As attributes: links inside drawings have no such properties.
  link.setAttribute("rel", "noopener noreferrer nofollow");
  link.setAttribute("target", "_blank");
  try { link.setAttribute("title", new URL(href).host); } catch { link.removeAttribute("href"); }
}

/** Elements open at once at the deepest point, counted without building them. Void elements count as closed. */
function nesting(html: string): number {
  let depth = 0;
  let most = 0;
  for (const [, close, name] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (close) depth = Math.max(0, depth - 1);
    else if (!/^(?:br|hr|img|input|wbr|p|li|td|th|tr)$/i.test(name!)) most = Math.max(most, ++depth);
  }
  return most;
}

/** Names inside a drawing get the prefix of every name that a notebook gives, and so do the references to them. */
function keepIfHarmless(attribute: UponSanitizeAttributeHookEvent): void {
  if (!loadsNothing.test(attribute.attrValue)) attribute.keepAttr = false;
  else if (/url\(/i.test(attribute.attrValue)) attribute.attrValue = attribute.attrValue.replace(/url\(\s*["']?#(?!user-content-)([\w-]+)["']?\s*\)/gi, "url(#user-content-$1)");
}

let instance: typeof DOMPurify | undefined;
function purifier(): typeof DOMPurify {
  if (instance) return instance;
  instance = DOMPurify;
  // Class names are kept for code languages alone; others would borrow the page's own styles.
  instance.addHook("uponSanitizeAttribute", (node, attribute) => {
    if (attribute.attrName === "class" && !/^language-[\w+#.-]{1,30}$/.test(attribute.attrValue)) attribute.keepAttr = false;
    if (node.namespaceURI === "http://www.w3.org/2000/svg") keepIfHarmless(attribute);
  });
  return instance;
}
