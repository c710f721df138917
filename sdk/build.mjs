/* Build the SDK for pages that are not ours: dist/stoa.js, and beside it the NATS client, which it loads when it is needed. */
import { build } from "esbuild";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { lean } from "./lean.mjs";

const folder = dirname(fileURLToPath(import.meta.url));

export const bundled = (options) => build({
  absWorkingDir: folder,
  entryPoints: { stoa: "src/index.ts" },
  bundle: true,
  alias: lean,
  format: "esm",
  splitting: true,
  minify: true,
  metafile: true,
  target: ["chrome111", "firefox113", "safari16.4"],
  legalComments: "none",
  logLevel: "warning",
  outdir: "dist",
  chunkNames: "[name]-[hash]",
  ...options,
});

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await bundled();
