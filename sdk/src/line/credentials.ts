/* What opens the live line: a token for a few minutes, and the subjects it is good for. */
import type { Chosen } from "../consent.ts";
import { uuid7 } from "../identity.ts";
import { accepted, type Site } from "./line.ts";

export interface Credentials {
  token: string;
  expires_at: string;
  /** Of the WebSocket; may be a path on the site. */
  address: string;
  publish: string;
  inbox: string;
  subscribe: string[];
  consent: Chosen;
}

const RENEW_AT = 0.75;
const SOONEST_MS = 1000;
const LATEST_MS = 6 * 3_600_000;

/** None where the platform has no live line. */
const NO_LIVE_LINE = "live.off";

/** Of a refusal: what is wrong, for programs. */
async function codeOf(response: Response): Promise<string | undefined> {
  const problem = (await response.json().catch(() => undefined)) as { code?: string } | undefined;
  return problem?.code;
}

export async function credentials(site: Site, runs: readonly string[]): Promise<Credentials | undefined> {
  const headers = { "content-type": "application/json", "idempotency-key": uuid7() };
  const response = await site.ask("/api/live/credentials", { method: "POST", headers, body: JSON.stringify({ runs }) });
  if (response.status === 404 && await codeOf(response.clone()) === NO_LIVE_LINE) return undefined;
  return accepted(response).json() as Promise<Credentials>;
}

/** When to ask for the next ones. The token says how long it lives by the clock that made it, so ours may be wrong; to the second. */
export function renewAfter(token: string): number {
  const body = token.split(".")[1] ?? "";
  const { iat, exp } = JSON.parse(atob(body.replace(/-/g, "+").replace(/_/g, "/"))) as { iat: number; exp?: number };
  if (exp === undefined) return LATEST_MS;
  return Math.min(LATEST_MS, Math.max(SOONEST_MS, (exp - iat - 1) * 1000 * (RENEW_AT - Math.random() * 0.1)));
}

/** The WebSocket's whole address. */
export function addressOf({ address }: Credentials, origin: string): string {
  const url = new URL(address, origin);
  url.protocol = url.protocol.replace("http", "ws");
  return url.href;
}
