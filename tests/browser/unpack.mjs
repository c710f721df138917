/* Unpack the headless Chromium that the npm package @sparticuz/chromium carries to .browser/, and print where it is.

   The package's own code unpacks to the system's temporary folder and adjusts the environment for a cloud function;
   a checkout wants a browser of its own beside it, so the two files we need are read here directly. */
import { createReadStream, createWriteStream, existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { extract } from "tar-fs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const packed = join(root, "node_modules", "@sparticuz", "chromium");
const unpacked = join(root, ".browser");
const executable = join(unpacked, "chromium");

async function unpack() {
  await mkdir(unpacked, { recursive: true });
  const partial = `${executable}.${process.pid}.partial`;
  const bin = (name) => createReadStream(join(packed, "bin", name)).pipe(createBrotliDecompress());
  await pipeline(bin("swiftshader.tar.br"), extract(unpacked));
  await pipeline(bin("chromium.br"), createWriteStream(partial, { mode: 0o755 }));
  await rename(partial, executable);
}

const version = JSON.parse(readFileSync(join(packed, "package.json"), "utf8")).version;
const stamp = join(unpacked, "version");
const current = existsSync(executable) && existsSync(stamp) && readFileSync(stamp, "utf8") === version;
if (!current) {
  await rm(executable, { force: true });
  await unpack();
  await writeFile(stamp, version);
}
console.log(executable);
