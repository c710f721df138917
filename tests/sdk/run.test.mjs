/* A run as the instructor's page folds it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chance, load } from "./load.mjs";

const { Run } = await load("live/run.ts");
const PARTITIONS = 3;

/** Pushes of a run, each holding what changed, and the whole state after them, as the server would answer. */
function history(random) {
  const learners = new Map();
  const items = new Map();
  const pushes = [];
  /** A point every second push at the most, of which the platform keeps thirty. */
  const pulses = new Map();
  const counted = (partition, sequence) => {
    const number = Math.floor(sequence / 2);
    const before = (pulses.get(partition) ?? []).filter((point) => point.number !== number && point.number > number - 30);
    pulses.set(partition, [...before, { number, engagement: [sequence], accuracy: [sequence], risk: [sequence] }]);
    return pulses.get(partition);
  };
  for (let sequence = 1; sequence <= 90; sequence += 1) {
    const partition = Math.floor(random() * PARTITIONS);
    const learner = { registration: `${partition}-${Math.floor(random() * 4)}`, sequence, risk: random() };
    const item = { item: `i${Math.floor(random() * 3)}`, shown: sequence };
    learners.set(learner.registration, learner);
    items.set(`${partition} ${item.item}`, { partition, sequence, counts: item });
    const points = counted(partition, sequence);
    pushes.push({ run: "r", partition, sequence, learners: [learner], items: [item], points: points.slice(-2) });
  }
  const whole = [];
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const of = [...items.values()].filter((each) => each.partition === partition);
    whole.push({
      run: "r", partition, sequence: 90,
      learners: [...learners.values()].filter((each) => each.registration.startsWith(`${partition}-`)),
      items: of.map((each) => each.counts),
      points: pulses.get(partition) ?? [],
    });
  }
  return { pushes, whole };
}

const shown = (run) => ({
  learners: [...run.learners].sort(),
  items: [...run.items()].map(([id, parts]) => [id, parts.map((part) => part.shown).sort()]).sort(),
  points: run.points().map((points) => JSON.stringify(points)).sort(),
});

test("state plus pushes equals fresh state, in any order, with losses and repetitions", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = chance(seed);
    const { pushes, whole } = history(random);
    const run = new Run();
    const came = pushes.flatMap((push) => Array(Math.floor(random() * 3)).fill(push));
    const fetchedAfter = Math.floor(random() * came.length);
    came.sort(() => random() - 0.5);
    came.forEach((push, index) => { if (index === fetchedAfter) whole.forEach((part) => run.take(part)); run.take(push); });
    if (came.length === 0) whole.forEach((part) => run.take(part));
    const fresh = new Run();
    whole.forEach((part) => fresh.take(part));
    assert.deepEqual(shown(run), shown(fresh), `seed ${seed}`);
  }
});
