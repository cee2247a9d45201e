/** Lets a person choose a file, or all files of a folder, by the plain way that every browser has. @returns none when they change their mind */
export function pickFiles({ accept = "", isFolder = false }: { readonly accept?: string; readonly isFolder?: boolean } = {}): Promise<readonly File[]> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accept;
  input.webkitdirectory = isFolder;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener("cancel", () => resolve([]), { once: true });
    input.click();
  });
}
