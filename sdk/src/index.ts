/* What others may use of it. */
import { Stoa, type Options } from "./stoa.ts";

export const start = (options: Options): Stoa => new Stoa(options);

export type { Place } from "./capture/stay.ts";
export type { Consent } from "./consent.ts";
export type * from "./contract.ts";
export type { OnAnswered, OnDecision } from "./live/decisions.ts";
export type { Run } from "./live/run.ts";
export type { OnRun } from "./live/runs.ts";
export type { Options, Stoa };
