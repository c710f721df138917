/* Names of fields that repeat carry their place in the group. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { transform } from "esbuild";

const source = await readFile(new URL("../../src/stoa/web/scripts/editor/rows.ts", import.meta.url), "utf8");
const { code } = await transform(source.replace(/import .*enhance.*\n/, "const enhance = () => undefined;\n"), { loader: "ts" });
const { renumbered } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

test("a name gets the place of its row", () => {
  assert.equal(renumbered("choices[__row__].html", "choices", 2), "choices[2].html");
  assert.equal(renumbered("choices[7].html", "choices", 0), "choices[0].html");
});

test("several ids in one attribute are counted together", () => {
  assert.equal(renumbered("gaps[1].id-hint gaps[1].id-error", "gaps", 3), "gaps[3].id-hint gaps[3].id-error");
});

test("names of another group and of an inner one keep their place", () => {
  assert.equal(renumbered("hints[1].html", "choices", 5), "hints[1].html");
  assert.equal(renumbered("gaps[0].choices[4].html", "gaps", 1), "gaps[1].choices[4].html");
});
