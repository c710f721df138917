import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { lower, pair } from "../../src/stoa/web/build/themes.mjs";

/** A script module that needs no page, as node can import it. */
async function load(name) {
  const entry = fileURLToPath(new URL(`../../src/stoa/web/scripts/${name}`, import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}

test("light-dark() is split at its own comma", () => {
  assert.deepEqual(pair("light-dark(color-mix(in oklab, red, blue), oklch(0.2 0 0 / 0.5))"), ["color-mix(in oklab, red, blue)", "oklch(0.2 0 0 / 0.5)"]);
});

test("a lowered sheet follows the device unless the reader chose", () => {
  const css = lower(":root {\n  --ink: light-dark(black, white);\n}");
  assert.match(css, /:root, \[data-theme="light"\] \{[^}]*--ink:black/);
  assert.match(css, /prefers-color-scheme: dark\) \{ :root:not\(\[data-theme="light"\]\) \{[^}]*--ink:white/);
  assert.doesNotMatch(css, /light-dark/);
});

test("the same submission keeps its key until the server has decided; a changed one gets another", async () => {
  const { contentOf, decided, keyFor, undecided } = await load("once.ts");
  const form = {};
  const body = new FormData();
  body.set("name", "a");
  const first = keyFor(form, contentOf(body));
  assert.equal(keyFor(form, contentOf(body)), first);
  body.set("name", "b");
  const second = keyFor(form, contentOf(body));
  assert.notEqual(second, first);
  decided(form);
  assert.notEqual(keyFor(form, contentOf(body)), second);
  assert.deepEqual([200, 401, 404, 409, 422, 429, 500, 503].filter(undecided), [401, 429, 500, 503]);
});

test("a key is made on a plain-http address too, where browsers make no UUID", async () => {
  const { unique } = await load("unique.ts");
  Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
  const made = Array.from({ length: 50 }, unique);
  assert.equal(new Set(made).size, 50);
  delete crypto.randomUUID;
  for (const each of made) assert.match(each, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("two files of one name but another size are another submission", async () => {
  const { contentOf } = await load("once.ts");
  const withFile = (text) => { const body = new FormData(); body.set("file", new File([text], "a.zip", { lastModified: 1 })); return contentOf(body); };
  assert.notEqual(withFile("a"), withFile("ab"));
});

test("a transcript's clock shows hours only where there are any", async () => {
  const { clock } = await load("video/transcript.ts");
  assert.deepEqual([0, 9.8, 75, 3725].map(clock), ["0:00", "0:09", "1:15", "1:02:05"]);
});

test("a moment is the day and the time where the reader is, far from UTC too", async () => {
  const { exact, shown } = await load("moments.ts");
  const moment = new Date("2026-03-02T22:10:00Z");
  assert.equal(shown(moment, "date", "en", "UTC"), "Mar 2, 2026");
  assert.equal(shown(moment, "date", "en", "Pacific/Kiritimati"), "Mar 3, 2026");
  assert.match(shown(moment, "moment", "en", "Asia/Kathmandu"), /^Mar 3, 2026, 3:55.AM$/);
  assert.match(shown(moment, "moment", "es", "Pacific/Pago_Pago"), /^2 mar 2026, 11:10$/);
  const lines = exact(moment, "en", "Asia/Kathmandu", "Europe/Madrid").split("\n");
  assert.deepEqual(lines.map((line) => line.split(":")[0]), ["Asia/Kathmandu", "Europe/Madrid"]);
  assert.equal(exact(moment, "en", "Europe/Madrid", "Europe/Madrid").split("\n").length, 1);
});

test("the hour that clocks show twice is told twice, the one they skip never", async () => {
  const { shown } = await load("moments.ts");
  const time = (iso) => shown(new Date(iso), "moment", "en-GB", "Europe/Madrid").slice(-5);
  assert.deepEqual(["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"].map(time), ["02:30", "02:30", "03:30"]);
  assert.deepEqual(["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"].map(time), ["01:30", "03:30"]);
});

test("a zone that the browser does not know leaves the moment readable", async () => {
  const { shown } = await load("moments.ts");
  assert.match(shown(new Date("2026-03-02T09:10:00Z"), "date", "en", "Mars/Olympus"), /2026/);
});
