/* The line for where WebSockets do not pass: batches by HTTP, pushes as server-sent events. */
import type { ActionBatch } from "../contract.ts";
import { accepted, noun, type Ears, type Line, type Site } from "./line.ts";

const PATH = "/api/telemetry";
const JSON_TYPE = "application/json";

const written = (batch: ActionBatch): RequestInit => ({
  method: "POST",
  body: JSON.stringify(batch),
  headers: { "content-type": JSON_TYPE, "idempotency-key": batch.id },
});

export function openPlain(site: Site, runs: readonly string[], ears: Ears): Line {
  const query = runs.length > 0 ? `?runs=${runs.join(",")}` : "";
  const source = new EventSource(`${site.origin}/api/live/stream${query}`, { withCredentials: true });
  let close = (): void => undefined;
  const closed = new Promise<void>((resolve) => { close = resolve; });
  // It opens again by itself after a break, and says so.
  source.onopen = () => ears.opened();
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const { subject, message } = JSON.parse(data) as { subject: string; message: unknown };
    ears.heard(noun(subject), message);
  };
  return {
    send: async (batch) => { accepted(await site.ask(PATH, written(batch))); },
    closed,
    end: async () => { source.close(); close(); },
  };
}

/** The last words of a page that goes. Whether they arrived nobody hears; the next page sends them again. */
export function beacon(site: Site, batch: ActionBatch): void {
  const url = site.origin + PATH;
  if ("keepalive" in Request.prototype) void fetch(url, { ...written(batch), credentials: "include", keepalive: true }).catch(() => undefined);
  else navigator.sendBeacon(url, new Blob([JSON.stringify(batch)], { type: JSON_TYPE }));
}
