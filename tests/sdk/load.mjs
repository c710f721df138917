/* A module of the SDK that needs no page, as node can import it. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export async function load(name) {
  const entry = fileURLToPath(new URL(`../../sdk/src/${name}`, import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}

/** Numbers in [0, 1) that are the same in every run. */
export function chance(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
