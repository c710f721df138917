import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, linear, tokens } from "./colours.mjs";

const SURFACES = ["--paper", "--raised", "--sunk"];
const WASHES = ["--accent-wash", "--good-wash", "--careful-wash", "--stop-wash", "--live-wash"];
const HUES = Array.from({ length: 72 }, (_, i) => i * 5);
const THEMES = [["light", 0], ["dark", 1]];

/** [front, backs, least contrast]: WCAG AA for text 4.5, AAA 7, controls and their borders 3. */
const PAIRS = [
  ["--ink", [...SURFACES, ...WASHES, "--mark", "--rule"], 7],
  ["--ink-soft", SURFACES, 7],
  ["--ink-soft", [...WASHES, "--rule"], 4.5],
  ["--ink-faint", [...SURFACES, "--accent-wash"], 4.5],
  ["--accent", [...SURFACES, "--accent-wash"], 4.5],
  ["--good", [...SURFACES, "--good-wash"], 4.5],
  ["--careful", [...SURFACES, "--careful-wash"], 4.5],
  ["--stop", [...SURFACES, "--stop-wash"], 4.5],
  ["--live", [...SURFACES, "--live-wash"], 4.5],
  ["--on-accent", ["--accent-fill", "--accent-fill-over", "--careful"], 4.5],
  ["--on-stop", ["--stop-fill", "--stop-fill-over"], 4.5],
  ["--edge", ["--paper", "--raised"], 3],
  ["--focus", [...SURFACES, "--accent-wash"], 3],
  ["--accent", ["--rule"], 3],
  ["--paper", ["--ink"], 7],
];

function failures(pairs, hues) {
  const found = [];
  for (const [front, backs, least] of pairs) for (const back of backs) for (const [name, theme] of THEMES) for (const hue of hues) {
    const ratio = contrast(front, back, theme, { "--hue": hue });
    if (ratio < least) found.push(`${front} on ${back}, ${name}, hue ${hue}: ${ratio.toFixed(2)} < ${least}`);
  }
  return found;
}

test("every text and control keeps its contrast in both themes for every hue a tenant may choose", () => {
  assert.deepEqual(failures(PAIRS, HUES), []);
});

test("links in reading text keep AAA with the hue that Stoa ships with", () => {
  assert.deepEqual(failures([["--accent", ["--paper", "--raised"], 7]], [168]), []);
});

test("a pair that is too faint is found", () => {
  assert.notDeepEqual(failures([["--rule", ["--paper"], 3]], [168]), []);
});

test("every colour exists on an sRGB screen, so lightness is what was written", () => {
  const outside = [];
  for (const [name, sides] of Object.entries(tokens)) for (const side of sides) for (const hue of HUES) {
    const { clipped } = linear(side, { "--hue": hue });
    if (clipped > 0.035) outside.push(`${name} ${side} at hue ${hue}: ${clipped.toFixed(3)} outside`);
  }
  assert.deepEqual(outside, []);
});
