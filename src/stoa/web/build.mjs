/* Build the styles, scripts, fonts and icons into built/ under names that carry a hash of their content.

   built/assets.json maps logical names to those file names: {"app.css": "app-3F2A….css"}. Text files lie there
   also as .br and .gz, so the edge never compresses. `--watch` builds again when a source changes. */
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { watch } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { sprite } from "./build/icons.mjs";
import { themes } from "./build/themes.mjs";
import { lean } from "../../../sdk/lean.mjs";

const web = dirname(fileURLToPath(import.meta.url));
const built = join(web, "built");
const COMPRESSED = new Set([".css", ".js", ".svg"]);

const shared = {
  absWorkingDir: web,
  bundle: true,
  alias: lean,
  minify: true,
  write: false,
  metafile: true,
  outdir: built,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  target: ["chrome111", "firefox113", "safari16.4"],
  legalComments: "none",
  logLevel: "warning",
};

const BUNDLES = [
  { entryPoints: ["styles/app.css", "styles/guide.css"], loader: { ".woff2": "file", ".svg": "file" }, plugins: [themes] },
  { entryPoints: ["scripts/head.ts"], format: "iife" },
  { entryPoints: ["scripts/app.ts", "scripts/editor.ts", "scripts/player.ts", "scripts/classroom.ts", "scripts/translator.ts"], format: "esm", splitting: true },
];

/** The name a template asks for: an entry point's own, or the file a font was copied from; what scripts load has none. */
function logicalName(file, meta, entries) {
  if (extname(file) === ".woff2") return basename(Object.keys(meta.inputs)[0]);
  if (!entries.includes(meta.entryPoint)) return undefined;
  return basename(meta.entryPoint, extname(meta.entryPoint)) + extname(file);
}

function hashed(name, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8);
  return `${basename(name, extname(name))}-${hash}${extname(name)}`;
}

async function writeCompressed(path, contents) {
  await writeFile(path, contents);
  if (!COMPRESSED.has(extname(path))) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(contents, quality));
  await writeFile(`${path}.gz`, await promisify(gzip)(contents, { level: 9 }));
}

async function buildAll() {
  const names = {};
  const files = new Map();
  await Promise.all(BUNDLES.map(async (bundle) => {
    const { outputFiles, metafile } = await build({ ...shared, ...bundle });
    for (const file of outputFiles) files.set(basename(file.path), file.contents);
    for (const [path, meta] of Object.entries(metafile.outputs)) {
      const name = logicalName(path, meta, bundle.entryPoints);
      if (name) names[name] = basename(path);
    }
  }));
  for (const [name, contents] of [["icons.svg", await sprite(web)], ["mark.svg", await readFile(join(web, "mark.svg"))]]) {
    names[name] = hashed(name, contents);
    files.set(names[name], contents);
  }
  await writeAll(files, names);
  return files.size;
}

/** Write beside and swap the index last, so that a page rendered meanwhile never names a file that is not there. */
async function writeAll(files, names) {
  await mkdir(built, { recursive: true });
  await Promise.all([...files].map(([name, contents]) => writeCompressed(join(built, name), contents)));
  const index = join(built, "assets.json");
  const sorted = Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(`${index}.new`, JSON.stringify(sorted, null, 2) + "\n");
  await rename(`${index}.new`, index);
  for (const old of await readdir(built)) {
    if (old !== "assets.json" && !files.has(old.replace(/\.(br|gz)$/, ""))) await rm(join(built, old));
  }
}

const started = performance.now();
console.log(`${await buildAll()} files built in ${Math.round(performance.now() - started)} ms`);

if (process.argv.includes("--watch")) {
  let timer;
  const again = () => buildAll().then((count) => console.log(`${count} files built`), (error) => console.error(error.message));
  for (const folder of ["styles", "scripts", "templates"]) {
    watch(join(web, folder), { recursive: true }, () => { clearTimeout(timer); timer = setTimeout(again, 80); });
  }
}
