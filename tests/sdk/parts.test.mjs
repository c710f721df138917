/* The small parts of the SDK. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

test("ids are UUIDv7, never the same and always rising, also when the clock goes back or stands still", async () => {
  const { uuid7 } = await load("identity.ts");
  const clocks = [...Array(9000).fill(1_800_000_000_000), 1_700_000_000_000, 5, -1, 1_800_000_000_002, 2 ** 50];
  const made = clocks.map((now) => uuid7(now));
  for (const each of made) assert.match(each, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(made).size, made.length);
  assert.deepEqual(made, [...made].sort());
  assert.equal(Number.parseInt(made[0].replace("-", "").slice(0, 12), 16), 1_800_000_000_000);
});

test("the wall clock stays within what the contract takes", async () => {
  const { wall } = await load("clock.ts");
  const real = Date.now;
  try {
    Date.now = () => 9e15;
    assert.equal(wall(), 4_102_444_800_000);
    Date.now = () => -5;
    assert.equal(wall(), 0);
  } finally { Date.now = real; }
});

test("each failure waits longer, up to half a minute, and pages do not wait the same", async () => {
  const { backoff } = await load("backoff.ts");
  assert.deepEqual([1, 2, 3, 8].map((failures) => backoff(failures, () => 1)), [500, 1000, 2000, 30_000]);
  assert.deepEqual([1, 2, 3, 800].map((failures) => backoff(failures, () => 0)), [250, 500, 1000, 15_000]);
});

test("a pause ends early when waiting makes no sense any more", async () => {
  const { pause } = await load("backoff.ts");
  const early = new AbortController();
  const paused = pause(60_000, early.signal);
  early.abort();
  await paused;
  await pause(60_000, early.signal);
});

test("a ring that nobody waited for is not forgotten", async () => {
  const { Bell } = await load("line/bell.ts");
  const bell = new Bell();
  bell.ring();
  await bell.wait(60_000);
  const waited = bell.wait(60_000);
  bell.ring();
  await waited;
});

const token = (claims) => `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;

test("credentials are renewed by the length of their life, whatever our clock says", async () => {
  const { renewAfter } = await load("line/credentials.ts");
  const after = renewAfter(token({ iat: 4_000_000_000, exp: 4_000_000_600, name: "ÿ?ÿ>" }));
  assert.ok(after > 600_000 * 0.6 && after < 600_000 * 0.8, String(after));
  assert.ok(renewAfter(token({ iat: 1, exp: 2_000_000_000 })) <= 2 ** 31 - 1, "a timer takes no more");
});

test("the live line stands on the site, wherever the site is", async () => {
  const { addressOf } = await load("line/credentials.ts");
  assert.equal(addressOf({ address: "/live" }, "https://school.example"), "wss://school.example/live");
  assert.equal(addressOf({ address: "ws://127.0.0.1:9/x" }, "https://school.example"), "ws://127.0.0.1:9/x");
});

test("what is wrong with the batch itself is told apart from what passes", async () => {
  const { accepted, Refused } = await load("line/line.ts");
  const answer = (status) => Object.defineProperty(new Response(null, { status }), "url", { value: "https://school.example/api/telemetry" });
  const refused = (status) => { try { accepted(answer(status)); return undefined; } catch (error) { return error instanceof Refused; } };
  assert.deepEqual([202, 400, 401, 403, 404, 413, 422, 429, 500, 503].map(refused), [undefined, true, false, true, true, true, true, false, false, false]);
});

/** What one page sends in the busiest ten seconds of a minute, in what the platform counts: a batch is at least forty actions. */
async function busiest(actions) {
  const { Pace } = await load("line/pace.ts");
  const pace = new Pace(0);
  const sent = [];
  for (let now = 0; now < 60_000;) {
    sent.push(now);
    now += 1 + pace.sent(actions, now);
  }
  return Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + 10_000).length)) * Math.max(40, actions);
}

test("a page that has much to send stays at half of what is taken for a flood", async () => {
  for (const actions of [1, 40, 200]) assert.ok(await busiest(actions) <= 1200, String(await busiest(actions)));
  assert.ok(await busiest(1) >= 800, "and is not held up without need");
});

test("an acknowledgement that somebody had sent to us renews nothing", async () => {
  const { renews } = await load("line/line.ts");
  assert.ok(renews({ renew: true }));
  const acknowledgements = [{ stream: "tel", seq: 7 }, { stream: "tel", seq: 7, duplicate: true }, { error: { code: 400, description: '"renew":true' } }];
  for (const each of [...acknowledgements, undefined, null, {}, [], "renew", { renew: "true" }]) assert.ok(!renews(each));
});
