/* Lower light-dark() to plain rules, so that phones whose browser does not know the function still get both themes.

   A style sheet writes each colour once: `--ink: light-dark(LIGHT, DARK);`. This gives the light value, the dark value
   for readers whose system asks for dark, and both again for `data-theme`, the reader's own choice. */
import { readFile } from "node:fs/promises";

/** Split "light-dark(a(b, c), d)" at its top-level comma. Returns [light, dark]. */
export function pair(value) {
  const inner = value.trim().slice("light-dark(".length, -1);
  let depth = 0;
  for (let i = 0; i < inner.length; i += 1) {
    if (inner[i] === "(") depth += 1;
    if (inner[i] === ")") depth -= 1;
    if (inner[i] === "," && depth === 0) return [inner.slice(0, i).trim(), inner.slice(i + 1).trim()];
  }
  throw new Error(`light-dark() needs two values: ${value}`);
}

/** Every `--name: light-dark(...)` of a sheet as {name: [light, dark]}. */
export function readThemes(css) {
  const found = [...css.matchAll(/(--[\w-]+):\s*(light-dark\([^;]*\));/g)];
  return Object.fromEntries(found.map(([, name, value]) => [name, pair(value)]));
}

export function lower(css) {
  const tokens = Object.entries(readThemes(css));
  if (tokens.length === 0) return css;
  const block = (side) => tokens.map(([name, sides]) => `${name}:${sides[side]};`).join("");
  const plain = css.replace(/--[\w-]+:\s*light-dark\([^;]*\);\n?/g, "");
  return `${plain}
:root, [data-theme="light"] { color-scheme: light; ${block(0)} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { color-scheme: dark; ${block(1)} } }
@media screen { [data-theme="dark"] { color-scheme: dark; ${block(1)} } }
`;
}

export const themes = {
  name: "themes",
  setup(bundle) {
    bundle.onLoad({ filter: /tokens[\\/]colour\.css$/ }, async ({ path }) => ({
      contents: lower(await readFile(path, "utf8")),
      loader: "css",
    }));
  },
};
