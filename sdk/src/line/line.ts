/* A way to the server, whichever it is. */
import type { Chosen } from "../consent.ts";
import type { ActionBatch } from "../contract.ts";

/** Taken from the site that serves us: where it is, and how it is asked (with its session). */
export interface Site {
  origin: string;
  ask: (path: string, init?: RequestInit) => Promise<Response>;
}

export interface Ears {
  /** What came by itself. what: its noun: `decisions`, `answers`, `consent`, `runs` or `renewal`. */
  heard(what: string, push: unknown): void;
  /** What the person lets be told; before any line is open. */
  admitted(chosen: Chosen): void;
  /** From now on nothing is missed. What came before must be asked for. */
  opened(): void;
}

/** Of `live.<tenant>.<person>.decisions` and `live.<tenant>.runs.<run>`. */
export function noun(subject: string): string {
  const [, , whose = "", last = ""] = subject.split(".");
  return whose === "runs" ? whose : last;
}

/** Whether the platform says that credentials are good no more. Acknowledgements of the log say other things: whoever asks may have them sent to any subject of a page. */
export const renews = (push: unknown): boolean => (push as { renew?: unknown } | null | undefined)?.renew === true;

export interface Line {
  /** Resolves when the server has the batch for good. Rejects with Refused when it never will. */
  send(batch: ActionBatch): Promise<void>;
  /** Resolves when the line is no more, whoever ended it. */
  closed: Promise<unknown>;
  /** Lets what is on its way arrive. */
  end(): Promise<void>;
}

/** Asking again would not help. */
export class Refused extends Error {}

const PASSING = new Set([401, 408, 425, 429]);

/** Throws for an answer that is none: Refused for what is wrong with the question itself. */
export function accepted(response: Response): Response {
  if (response.ok) return response;
  const words = `${response.status} ${new URL(response.url).pathname}`;
  throw response.status < 500 && !PASSING.has(response.status) ? new Refused(words) : new Error(words);
}
