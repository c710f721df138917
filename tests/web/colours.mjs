/* Reads the colour tokens and computes what a screen shows of them: OKLCH to sRGB, clipped, and WCAG contrast. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readThemes } from "../../src/stoa/web/build/themes.mjs";

const sheet = readFileSync(fileURLToPath(new URL("../../src/stoa/web/styles/tokens/colour.css", import.meta.url)), "utf8");

/** {name: [light, dark]} as text, and the plain numbers such as --hue. */
export const tokens = readThemes(sheet);
const numbers = Object.fromEntries([...sheet.matchAll(/(--[\w-]+):\s*(\d+(?:\.\d+)?);/g)].map(([, name, value]) => [name, Number(value)]));

/** "oklch(0.43 0.074 var(--hue))" as linear light {rgb, clipped}. Source: Ottosson 2020. */
export function linear(text, overrides = {}) {
  const values = { ...numbers, ...overrides };
  const [l, c, h] = text.replace(/var\((--[\w-]+)\)/g, (_, name) => values[name]).match(/oklch\(([^/)]*)/)[1].trim().split(/\s+/).map(Number);
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)];
  const cone = [l + 0.3963377774 * a + 0.2158037573 * b, l - 0.1055613458 * a - 0.0638541728 * b, l - 0.0894841775 * a - 1.291485548 * b].map((x) => x ** 3);
  const rgb = [
    4.0767416621 * cone[0] - 3.3077115913 * cone[1] + 0.2309699292 * cone[2],
    -1.2684380046 * cone[0] + 2.6097574011 * cone[1] - 0.3413193965 * cone[2],
    -0.0041960863 * cone[0] - 0.7034186147 * cone[1] + 1.707614701 * cone[2],
  ];
  return { rgb: rgb.map((x) => Math.min(1, Math.max(0, x))), clipped: Math.max(...rgb.map((x) => Math.max(x - 1, -x))) };
}

const luminance = ({ rgb: [r, g, b] }) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** WCAG 2 contrast of two token names in a theme (0 light, 1 dark). */
export function contrast(front, back, theme, overrides) {
  const [x, y] = [front, back].map((name) => luminance(linear(tokens[name][theme], overrides))).sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}
