import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A module of the live view, as node can import it: what it says to the page does not matter here. */
async function load(name) {
  const entry = fileURLToPath(new URL(`../../src/stoa/web/scripts/adaptive/classroom/${name}`, import.meta.url));
  const banner = { js: "globalThis.document ??= { getElementById: () => null, querySelector: () => null, documentElement: { lang: 'en' } };" };
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false, banner });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}

const counts = (more) => ({ item: "i", shown: 0, responses: 0, right: 0, skipped: 0, hints: 0, hesitation_ms: 0, ...more });

test("samples keep the last ones, oldest first", async () => {
  const { Samples } = await load("samples.ts");
  const samples = new Samples(3);
  for (const value of [1, 2, 3, 4]) samples.add(value * 10, value);
  assert.deepEqual([...samples], [[20, 2], [30, 3], [40, 4]]);
});

test("a line holds each value until the next and the last to the end", async () => {
  const { steps } = await load("samples.ts");
  assert.equal(steps([[0, 0], [50, 1]], { width: 100, height: 10, from: 0, to: 100, most: 1 }), "M0.0 10.0H50.0V0.0H100");
  assert.equal(steps([], { width: 100, height: 10, from: 0, to: 100, most: 1 }), "");
});

test("counts of partitions add up, and medians weigh by how many were shown", async () => {
  const { mergedItem, mergedFilm } = await load("classroom.ts");
  const item = mergedItem([counts({ shown: 3, right: 1, hesitation_ms: 1000 }), counts({ shown: 1, right: 1, hesitation_ms: 5000 })]);
  assert.deepEqual([item.shown, item.right, item.hesitation_ms], [4, 2, 2000]);
  const film = { object: "f", step_s: 1, watched: [1, 2], rewatched: [0, 1], paused: [0, 0], left: [1, 0] };
  assert.deepEqual(mergedFilm([film, film]).watched, [2, 4]);
});

test("what many got wrong is hotter than what one did", async () => {
  const { heat } = await load("things.ts");
  const many = heat(counts({ shown: 40, responses: 40, right: 10 }));
  assert.ok(many > heat(counts({ shown: 1, responses: 1, right: 0 })));
  assert.ok(many > heat(counts({ shown: 40, responses: 40, right: 38 })));
});

test("an item that only a browser names is no item", async () => {
  const { isReal } = await load("things.ts");
  const known = new Map([["asked", {}]]);
  assert.ok(isReal(counts({ item: "asked", shown: 3 }), known));
  assert.ok(isReal(counts({ item: "of an earlier version", shown: 3, responses: 1 }), known));
  assert.ok(!isReal(counts({ item: "made up", shown: 900, skipped: 900, responses: 0 }), known));
});

test("what was answered on pages that may not tell what they show is hard, too", async () => {
  const { heat, seen } = await load("things.ts");
  const silent = counts({ item: "asked", shown: 0, responses: 10, right: 0 });
  assert.equal(seen(silent), 10);
  assert.ok(heat(silent) > 0.5);
});

test("who was here and says nothing is away after a while, by the server's clock", async () => {
  const { Classroom } = await load("classroom.ts");
  const room = new Classroom(0.7);
  const learner = { registration: "r", learner: "l", sequence: 1, object: null, seen_at: "2026-03-02T09:00:00Z", here: true, engagement: 1, accuracy: 1, hesitation: 0, progress: 0, risk: 0, reasons: [] };
  const run = { learners: new Map([["r", learner]]), items: () => new Map(), films: () => new Map() };
  room.take(run, [{ run: "x", partition: 0, sequence: 1, at: "2026-03-02T09:00:10Z", learners: [learner] }]);
  assert.equal(room.isHere(learner), true);
  room.take(run, [{ run: "x", partition: 1, sequence: 2, at: "2026-03-02T09:05:00Z", learners: [] }]);
  assert.equal(room.isHere(learner), false);
});

const learner = (more) => ({ registration: "r", learner: "l", sequence: 1, object: null, seen_at: "2026-03-02T09:00:00Z", here: true, engagement: 1, accuracy: 0.5, hesitation: 0, progress: 0, risk: 0, reasons: [], ...more });

test("nothing is said of the points of a class of which nobody has responded", async () => {
  const { Classroom } = await load("classroom.ts");
  const { earned } = await load("words.ts");
  const room = new Classroom(0.7);
  const people = [learner({ registration: "a" }), learner({ registration: "b", accuracy: 0.9, responses: 4 })];
  const run = { learners: new Map([["a", people[0]]]), items: () => new Map(), films: () => new Map() };
  room.take(run, [{ run: "x", partition: 0, sequence: 1, at: "2026-03-02T09:00:10Z", learners: people }]);
  room.refresh();
  assert.equal(room.spread.accuracy, undefined);
  assert.equal(room.spread.engagement.now, 1);
  run.learners.set("b", people[1]);
  room.refresh();
  assert.ok(Math.abs(room.spread.accuracy.low - 0.9) < 1e-6);
  assert.deepEqual(people.map(earned), ["–", "90%"]);
});

test("who is away and on no page is away, and not nowhere yet", async () => {
  const { whereIs } = await load("words.ts");
  const said = { nowhere: "On no page", away: "away" };
  assert.equal(whereIs(learner(), false, said), "away");
  assert.equal(whereIs(learner(), true, said), "On no page");
});

test("a film of which nobody was seen to pause says nothing of where", async () => {
  const { wordsOf } = await load("things.ts");
  const of = (paused, left) => wordsOf({ object: "f", step_s: 1, watched: [1, 1], rewatched: [0, 0], paused, left });
  assert.deepEqual([of([0, 1], [1, 0]), of([0, 1], [0, 0]), of([0, 0], [0, 2]), of([0, 0], [0, 0])], ["said", "paused", "left", "calm"]);
});

const STEP = 30_000;
const bins = (at = {}) => Array.from({ length: 21 }, (_, bin) => at[bin] ?? 0);
const point = (number, at, risk = {}) => ({ number, engagement: bins(at), accuracy: bins(at), risk: bins(risk) });

test("the past of a class is that of all its partitions, a value each half minute without a gap", async () => {
  const { pastOf } = await load("past.ts");
  const partitions = [
    [point(10, { 4: 1 }, { 16: 1 }), point(12, { 9: 2 }, { 3: 2 })],
    [point(11, { 19: 3 }, { 15: 1, 2: 2 })],
  ];
  const past = pastOf(partitions, 0.75, 13.5 * STEP);
  assert.deepEqual(past.map(({ at, here, atRisk }) => [at / STEP, here, atRisk]), [[10, 1, 1], [11, 3, 2], [12, 2, 1], [13, 0, 1]]);
  assert.deepEqual(past[1].engagement, { now: 0.95, low: 0.95, high: 0.95 });
  assert.equal(past[3].engagement, undefined);
});

test("a page that is opened draws what was before it, by its own clock", async () => {
  const { Classroom } = await load("classroom.ts");
  // No half minute begins meanwhile.
  while (Date.now() % STEP > STEP - 3_000) await setTimeout(100);
  const room = new Classroom(0.7);
  const now = Date.now();
  const number = Math.floor((now - 3_600_000) / STEP);
  const points = [point(number - 2, { 10: 4 }), point(number, { 10: 5 })];
  const run = { learners: new Map(), items: () => new Map(), films: () => new Map(), points: () => [points] };
  // The platform's clock is an hour behind ours.
  room.take(run, [{ run: "x", partition: 0, sequence: 1, at: new Date(now - 3_600_000).toISOString(), learners: [], points }]);
  room.refresh();
  room.sample();
  const here = room.history("now", "here");
  assert.deepEqual(here.map(([, value]) => value), [4, 0, 5, 0]);
  assert.ok(Math.abs(room.since - ((number - 2) * STEP + 3_600_000)) < 2000);
  assert.ok(here.every(([time], place) => place === 0 || time >= here[place - 1][0]));
});
