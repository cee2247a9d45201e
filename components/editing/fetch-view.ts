import type { Editor } from "./editor.js";
import { holdKeys, typeAtFocus } from "./held-keys.js";
import type { ViewName } from "./views.js";

/** Opens what stands over the notebook once its program is here; what is typed meanwhile goes into it. @param root where the elements stand */
export async function fetchView(editor: Editor, root: ParentNode, command: ViewName): Promise<void> {
  const release = holdKeys();
  try {
    const { openView } = await import("./views.js");
    await openView(editor, root, command);
  } finally {
    typeAtFocus(release());
  }
}
