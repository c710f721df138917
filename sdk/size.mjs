/* Says what the SDK costs to load, compressed as the edge sends it, and fails where it costs too much. */
import { brotliCompressSync, constants } from "node:zlib";
import { bundled } from "./build.mjs";

const OWN_MOST = 15_000;
const ALL_MOST = 50_000;

const compressed = (contents) =>
  brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }).length;

const { outputFiles, metafile } = await bundled({ write: false });
const client = Object.entries(metafile.outputs)
  .filter(([, { inputs }]) => Object.keys(inputs).some((input) => input.includes("@nats-io")))
  .map(([path]) => path.split("/").at(-1));
let own = 0;
let all = 0;
for (const { path, contents } of outputFiles) {
  const size = compressed(contents);
  all += size;
  if (!client.some((name) => path.endsWith(name))) own += size;
}

const line = (what, size, most) => `${what.padEnd(22)} ${String(size).padStart(6)} bytes of at most ${most}`;
console.log(line("our own part", own, OWN_MOST));
console.log(line("with the NATS client", all, ALL_MOST));
if (own > OWN_MOST || all > ALL_MOST) process.exit(1);
