import DOMPurify, { type Config } from "dompurify";

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
  for (const link of fragment.querySelectorAll<HTMLAnchorElement>("a[href]")) labelLink(link);
  return fragment;
}

/** A link to another site opens beside the notebook, and its real host is told, whatever its text says. */
function labelLink(link: HTMLAnchorElement): void {
  const href = link.getAttribute("href") ?? "";
  if (!/^https?:/i.test(href)) return;
  link.rel = "noopener noreferrer nofollow";
  link.target = "_blank";
  try { link.title = new URL(href).host; } catch { link.removeAttribute("href"); }
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

let instance: typeof DOMPurify | undefined;
function purifier(): typeof DOMPurify {
  if (instance) return instance;
  instance = DOMPurify;
  // Class names are kept for code languages alone; others would borrow the page's own styles.
  instance.addHook("uponSanitizeAttribute", (_node, attribute) => {
    if (attribute.attrName === "class" && !/^language-[\w+#.-]{1,30}$/.test(attribute.attrValue)) attribute.keepAttr = false;
  });
  return instance;
}
