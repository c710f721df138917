/* Unpack the headless Chromium that the npm package @sparticuz/chromium carries to .browser/, and print where it is.

   The package's own code unpacks to the system's temporary folder and adjusts the environment for a cloud function;
   a checkout wants a browser of its own beside it, so the files we need are read here directly. Where the system lacks the
   libraries that Chromium links to, those in the package are used, by a script that stands in the executable's place. */
import { execFileSync } from "node:child_process";
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

const read = (name) => createReadStream(join(packed, "bin", name)).pipe(createBrotliDecompress());

async function unpack() {
  await mkdir(unpacked, { recursive: true });
  const partial = `${executable}.${process.pid}.partial`;
  await pipeline(read("swiftshader.tar.br"), extract(unpacked));
  await pipeline(read("chromium.br"), createWriteStream(partial, { mode: 0o755 }));
  if (!execFileSync("ldd", [partial], { encoding: "utf8" }).includes("not found")) return rename(partial, executable);
  await pipeline(read("al2023.tar.br"), extract(unpacked));
  await rename(partial, `${executable}-itself`);
  const standIn = '#!/bin/sh\nhere=$(dirname "$0")\nLD_LIBRARY_PATH="$here/lib" exec "$here/chromium-itself" "$@"\n';
  await writeFile(executable, standIn, { mode: 0o755 });
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
