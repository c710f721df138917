import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const entry = fileURLToPath(new URL("../../src/stoa/web/scripts/csv.ts", import.meta.url));
const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
const { cell, csv, table } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);

test("a name that a spreadsheet would run as a formula is marked as text", () => {
  assert.equal(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
  for (const sign of ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"]) assert.match(cell(`${sign}1`), /^"?'/);
  assert.match(cell("  =1"), /^'/);
  assert.equal(cell("Ana"), "Ana");
});

test("a score stays a number, also a negative one, and nothing stays empty", () => {
  assert.equal(cell(-0.5), "-0.5");
  assert.equal(cell(undefined), "");
});

test("commas, quotes and line ends are quoted, rows end as RFC 4180 says", () => {
  assert.equal(csv([["a,b", 'c"d', "e\nf", 1]]), '\ufeff"a,b","c""d","e\nf",1\r\n');
});

test("a file is read back as the cells that were written", () => {
  const rows = [["name", "a,b", 'c"d', "e\nf", ""], ["", "", "x", "y", ""], ["'=1", "2", "", "", "z"]];
  assert.deepEqual(table(csv(rows)), rows);
  assert.deepEqual(table("a,b\n1,2"), [["a", "b"], ["1", "2"]]);
  assert.deepEqual(table("a,\r\n"), [["a", ""]]);
  assert.deepEqual(table(""), []);
});
