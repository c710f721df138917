/* One sprite of the lucide icons that the product uses.

   Names are found where they are written: in templates as icon("name") or icon="name", in Python as icon="name", and in
   icons.txt for those that scripts or data name. A name that lucide does not have stops the build. */
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const USE = /\bicon(?:=|\(|["']:)\s*["']([a-z][a-z0-9-]+)["']/g;
const lucide = join(dirname(createRequire(import.meta.url).resolve("lucide-static/package.json")), "icons");

async function sources(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(html|py)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

async function namesUsed(web) {
  const listed = await readFile(join(web, "icons.txt"), "utf8");
  const names = new Map(listed.split(/\s+/).filter(Boolean).map((name) => [name, "icons.txt"]));
  for (const path of await sources(dirname(web))) {
    for (const [, name] of (await readFile(path, "utf8")).matchAll(USE)) names.set(name, path);
  }
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function symbol([name, where]) {
  const svg = await readFile(join(lucide, `${name}.svg`), "utf8").catch(() => {
    throw new Error(`${where} asks for the icon "${name}", which lucide does not have`);
  });
  const shapes = svg.replace(/<!--[^]*?-->/g, "").replace(/^\s*<svg[^>]*>|<\/svg>\s*$/g, "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" ` +
    `stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
}

export async function sprite(web) {
  const symbols = await Promise.all((await namesUsed(web)).map(symbol));
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}
