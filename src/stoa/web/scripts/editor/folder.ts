/* A folder as a source of an import: packed in the browser into the zip that the server reads. */
import { enhance } from "../enhance.ts";
import { say } from "./words.ts";

const PACKED_ALREADY = /\.(mp4|png|jpe?g|webp|gif|zip|pdf|mp3)$/i;

async function packed(files: File[]): Promise<File> {
  const { zip } = await import("fflate");
  const entries: Record<string, [Uint8Array, { level: 0 | 6 }]> = {};
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    if (path.split("/").some((part) => part.startsWith("."))) continue;
    entries[path] = [new Uint8Array(await file.arrayBuffer()), { level: PACKED_ALREADY.test(path) ? 0 : 6 }];
  }
  const data = await new Promise<Uint8Array>((resolve, reject) => { zip(entries, (error, bytes) => (error ? reject(error) : resolve(bytes))); });
  const name = files[0]?.webkitRelativePath.split("/")[0] || "course";
  return new File([data as Uint8Array<ArrayBuffer>], `${name}.zip`, { type: "application/zip" });
}

enhance("[data-import]", (form) => {
  const offer = form.querySelector<HTMLElement>("[data-folder-choice]");
  const folder = form.querySelector<HTMLInputElement>("[data-folder]");
  const target = form.querySelector<HTMLInputElement>('input[name="file"]');
  const said = form.querySelector("[data-file-words]");
  if (!offer || !folder || !target || !("webkitdirectory" in folder)) return;
  offer.hidden = false;
  folder.addEventListener("change", () => {
    const files = [...(folder.files ?? [])];
    if (files.length === 0) return;
    if (said) said.textContent = say("packing", { count: files.length });
    void packed(files).then((file) => {
      const list = new DataTransfer();
      list.items.add(file);
      target.files = list.files;
      target.dispatchEvent(new Event("change", { bubbles: true }));
      if (said) said.textContent = "";
    }, () => { if (said) said.textContent = say("notPacked"); });
  });
});
