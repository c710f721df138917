/* An action before the log gives it its id, its number and its moment. */
import type { ActionBatch } from "./contract.ts";

export type Action = ActionBatch["actions"][number];
type Drafted<Kind> = Kind extends Action ? Omit<Kind, "id" | "seq" | "at"> : never;
type Told<Kind> = Kind extends Action ? Omit<Kind, "id" | "seq" | "at" | "object"> : never;

/** With its object, as the log takes it. */
export type Draft = Drafted<Action>;
/** Without, as those tell it who watch one object. */
export type Doing = Told<Action>;

/** What a course cannot do without: how the learner met its decisions. All else is told for learning. */
export const essential = (type: Action["type"]): boolean => type.startsWith("decision.");

/** Rounded, so that nobody reads more into it than is there. */
export const tenth = (seconds: number): number => Math.min(86_400, Math.max(0, Math.round(seconds * 10) / 10));
