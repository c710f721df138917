/* Sends what the log holds, one batch after the other, for as long as the page lives. */
import { backoff, pause } from "../backoff.ts";
import { wall } from "../clock.ts";
import type { Consent } from "../consent.ts";
import type { Log } from "../log/log.ts";
import type { Orphans } from "../log/orphans.ts";
import type { Batch } from "../log/store.ts";
import type { Bell } from "./bell.ts";
import type { Connection } from "./connection.ts";
import { Refused, type Line } from "./line.ts";
import { Pace } from "./pace.ts";

const LOOK_MS = 5000;

/** bell: rings when there is something to send, or a line to send it by. */
export async function deliver(log: Log, orphans: Orphans, consent: Consent, connection: Connection, bell: Bell, ended: AbortSignal): Promise<void> {
  const pace = new Pace(performance.now());
  let failures = 0;
  while (!ended.aborted) {
    const { line } = connection;
    const own = line && log.next();
    const batch = own ?? (line && await orphans.next(consent.scope));
    if (!line || !batch) {
      await bell.wait(LOOK_MS);
      continue;
    }
    const outcome = await sent(line, batch);
    const restMs = pace.sent(batch.actions.length, performance.now());
    if (outcome === "failed") {
      failures += 1;
      // It may be dead without knowing, as after a change of networks.
      connection.again();
      await pause(backoff(failures), ended);
      continue;
    }
    failures = 0;
    if (own) log.settled(batch.id, outcome === "refused");
    else orphans.settled(batch.id);
    if (restMs > 0) await pause(restMs, ended);
  }
}

/** The id stays the same, however often; `sent_at` does not, for it tells the server how wrong our clock is. */
async function sent(line: Line, batch: Batch): Promise<"kept" | "refused" | "failed"> {
  try {
    await line.send({ ...batch, sent_at: wall() });
    return "kept";
  } catch (error) {
    return error instanceof Refused ? "refused" : "failed";
  }
}
