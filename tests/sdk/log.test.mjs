/* The log: numbered without a hole, sent in order, one id for ever, and no more than was allowed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { Log } = await load("log/log.ts");
const OBJECT = "00000000-0000-7000-8000-000000000001";

function shelf() {
  const kept = new Map();
  return {
    kept,
    put: (batches) => batches.forEach((each) => kept.set(each.id, structuredClone(each))),
    remove: (ids) => ids.forEach((id) => kept.delete(id)),
    all: async () => [...kept.values()],
  };
}

function fresh() {
  const store = shelf();
  const log = new Log(store, "capture", () => undefined);
  const tell = (type, scope = "learning", registration = "r") => log.add(registration, scope, { type, object: OBJECT });
  return { store, log, tell };
}

test("what gathers goes in one batch; what comes after it was taken goes in the next", () => {
  const { log, tell } = fresh();
  tell("page.opened");
  tell("focus.changed");
  const first = log.next();
  tell("page.left");
  assert.deepEqual(first.actions.map((each) => each.seq), [1, 2]);
  assert.equal(log.next().id, first.id, "the same until it is acknowledged");
  assert.equal(log.next().actions.length, 2, "and never more in it");
  log.settled(first.id);
  assert.deepEqual(log.next().actions.map((each) => each.seq), [3]);
});

test("a batch lies in the browser until it is acknowledged, as it is sent", () => {
  const { store, log, tell } = fresh();
  tell("page.opened");
  log.flush();
  const batch = log.next();
  assert.deepEqual([...store.kept.values()].map((each) => each.batch), [batch]);
  log.settled(batch.id);
  assert.equal(store.kept.size, 0);
});

test("no batch is larger than the contract takes, nor of two registrations", () => {
  const { log, tell } = fresh();
  for (let count = 0; count < 450; count += 1) tell("focus.changed");
  tell("page.opened", "learning", "another");
  const sizes = [];
  for (let batch = log.next(); batch; batch = log.next()) {
    sizes.push([batch.registration, batch.actions.length]);
    log.settled(batch.id);
  }
  assert.deepEqual(sizes, [["r", 200], ["r", 200], ["r", 50], ["another", 1]]);
});

test("without consent to learning only what the course needs is told", () => {
  const { log, tell } = fresh();
  tell("page.opened", "essential");
  tell("decision.shown", "essential");
  const batch = log.next();
  assert.deepEqual([batch.scope, batch.actions.map((each) => [each.type, each.seq])], ["essential", [["decision.shown", 1]]]);
});

test("when consent is narrowed what was not sent is dropped here and in the browser, decisions stay", () => {
  const { store, log, tell } = fresh();
  tell("page.opened");
  tell("decision.taken");
  tell("page.left");
  log.flush();
  log.narrow();
  const left = [...store.kept.values()].flatMap((each) => each.batch.actions.map((action) => action.type));
  assert.deepEqual(left, ["decision.taken"]);
  assert.deepEqual(log.next().actions.map((each) => each.type), ["decision.taken"]);
  log.settled(log.next().id);
  assert.equal(log.next(), undefined);
});

test("a page offline for very long drops its oldest, and says how many", () => {
  const { log, tell } = fresh();
  for (let count = 0; count < 600; count += 1) tell("page.opened", "learning", `r${count}`);
  assert.equal(log.dropped, 100);
  assert.equal(log.next().registration, "r100");
});

test("the last words go by another way only when nothing else is under way", () => {
  const { log, tell } = fresh();
  tell("page.opened");
  log.next();
  tell("page.left");
  assert.equal(log.last(), undefined);
  log.settled(log.next().id);
  assert.deepEqual(log.last().actions.map((each) => each.type), ["page.left"]);
});
