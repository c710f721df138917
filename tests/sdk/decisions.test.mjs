/* What a page knows of decisions, whatever way the pushes come. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chance, load } from "./load.mjs";

const { Known } = await load("live/known.ts");
const { Decisions } = await load("live/decisions.ts");
const decision = (number) => ({ id: `d${number}`, registration: "r", number, kind: "help" });
const stateOf = (number, open = true) => ({ number, decision: number > 0 ? decision(number) : null, open: open && number > 0 });
const numbers = (news) => news.map((each) => each.number);

test("a push before the state is held until the state is there", () => {
  const known = new Known();
  assert.equal(known.pushed(decision(3)), "behind");
  assert.deepEqual(numbers(known.fetched(stateOf(2))), [2, 3]);
  assert.equal(known.latest.number, 3);
});

test("a push that the state already holds is no news", () => {
  const known = new Known();
  known.fetched(stateOf(2));
  assert.deepEqual(known.pushed(decision(2)), []);
  assert.deepEqual(known.pushed(decision(1)), []);
  assert.deepEqual(numbers(known.pushed(decision(3))), [3]);
  assert.deepEqual(known.pushed(decision(3)), []);
});

test("a hole asks for the state, and nothing is told twice after it", () => {
  const known = new Known();
  known.fetched(stateOf(1));
  assert.equal(known.pushed(decision(4)), "behind");
  assert.deepEqual(numbers(known.fetched(stateOf(4))), [4]);
  assert.deepEqual(known.pushed(decision(4)), []);
});

test("a state older than a push does not take the push back", () => {
  const known = new Known();
  known.fetched(stateOf(1));
  assert.equal(known.pushed(decision(5)), "behind");
  assert.deepEqual(numbers(known.fetched(stateOf(3))), [3, 5]);
  assert.deepEqual(known.fetched(stateOf(4)), []);
  assert.equal(known.latest.number, 5);
});

test("a course without decisions gives none", () => {
  const known = new Known();
  assert.deepEqual(known.fetched(stateOf(0)), []);
  assert.equal(known.latest, undefined);
  assert.deepEqual(numbers(known.pushed(decision(1))), [1]);
});

/** A server that pushes and answers, and a net between that loses, doubles, delays and disorders. */
function broadcast(seed) {
  const random = chance(seed);
  const known = new Known();
  const told = [];
  const underWay = [];
  let number = 0;
  let asked = [];
  const hear = (news) => { if (news === "behind") asked.push(number); else told.push(...numbers(news)); };
  for (let step = 0; step < 200; step += 1) {
    const what = random();
    if (what < 0.4) {
      number += 1;
      for (let copies = Math.floor(random() * 3); copies > 0; copies -= 1) underWay.push(decision(number));
    } else if (what < 0.8 && underWay.length > 0) {
      hear(known.pushed(underWay.splice(Math.floor(random() * underWay.length), 1)[0]));
    } else if (asked.length > 0) {
      told.push(...numbers(known.fetched(stateOf(asked.shift()))));
    }
  }
  for (const each of underWay) hear(known.pushed(each));
  told.push(...numbers(known.fetched(stateOf(number))));
  return { known, told, number };
}

test("state plus pushes equals fresh state, in any order, with losses and repetitions", () => {
  for (let seed = 1; seed <= 2000; seed += 1) {
    const { known, told, number } = broadcast(seed);
    const fresh = new Known();
    fresh.fetched(stateOf(number));
    assert.deepEqual(known.latest, fresh.latest, `seed ${seed}`);
    assert.deepEqual(told, [...new Set(told)].sort((a, b) => a - b), `seed ${seed}: told twice or out of order`);
  }
});

/** A site that answers with these states in turn; the last one for ever. */
function page(...states) {
  const site = { origin: "", ask: async () => Response.json(states.length > 1 ? states.shift() : states[0]) };
  const decisions = new Decisions(site);
  const told = [];
  const over = [];
  decisions.listen(({ number }) => told.push(number));
  decisions.listenAnswered((id) => over.push(id));
  decisions.follow("r");
  return { decisions, told, over };
}
const answer = (number) => ({ registration: "r", decision: `d${number}` });
const rest = () => new Promise((resolve) => { setTimeout(resolve, 10); });

test("an answer given elsewhere ends the decision here, once", async () => {
  const { decisions, told, over } = page(stateOf(1));
  await rest();
  for (let times = 0; times < 2; times += 1) decisions.answered(answer(1));
  assert.deepEqual([told, over], [[1], ["d1"]]);
  assert.equal(decisions.latest("r"), undefined);
  decisions.heard(decision(2));
  assert.equal(decisions.latest("r").id, "d2");
});

test("a page that comes back hears what was answered meanwhile, and shows nothing that is over", async () => {
  const { decisions, told, over } = page(stateOf(1), stateOf(1, false));
  await rest();
  decisions.refresh();
  await rest();
  assert.deepEqual([told, over], [[1], ["d1"]]);
  const fresh = page(stateOf(1, false));
  await rest();
  assert.deepEqual([fresh.told, fresh.decisions.latest("r")], [[], undefined]);
});

test("an answer that overtakes the decision, or the state, keeps it over", async () => {
  const { decisions, told, over } = page(stateOf(1), stateOf(3));
  await rest();
  decisions.answered(answer(2));
  decisions.heard(decision(2));
  decisions.answered(answer(3));
  decisions.refresh();
  await rest();
  assert.deepEqual([told, over], [[1], ["d2", "d3"]]);
});

test("an answer about a registration that is not here is nobody's", async () => {
  const { decisions, over } = page(stateOf(1));
  await rest();
  decisions.answered({ registration: "other", decision: "d1" });
  assert.deepEqual(over, []);
});
