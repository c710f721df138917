/* What the instructor's page knows: everybody of the run now, how each went since the page was opened, and how the class went. */
import type { FilmLive, ItemLive, LearnerLive, RunLive } from "../../../../../../sdk/src/contract.ts";
import type { Run } from "../../../../../../sdk/src/live/run.ts";
import { quantile, Samples } from "./samples.ts";

export type Line = "here" | "engagement" | "accuracy" | "risk";
export type OwnLine = "engagement" | "accuracy" | "risk";

export const LINES: readonly Line[] = ["here", "engagement", "accuracy", "risk"];
export const OWN_LINES: readonly OwnLine[] = ["risk", "engagement", "accuracy"];

const CLASS_SAMPLES = 900;
const OWN_SAMPLES = 60;
const AWAY_AFTER_MS = 150_000;

export interface Spread { now: number; low: number; high: number }

export class Classroom {
  learners: LearnerLive[] = [];
  items: ItemLive[] = [];
  films: FilmLive[] = [];
  asOf = 0;
  readonly opened = Date.now();
  readonly lines = { now: lines(), low: lines(), high: lines() };
  spread: Record<Line, Spread> = { here: nothing(), engagement: nothing(), accuracy: nothing(), risk: nothing() };
  private readonly own = new Map<string, Record<OwnLine, Samples>>();
  private run: Run | undefined;

  constructor(readonly riskBound: number) {}

  take(run: Run, changed: readonly RunLive[]): void {
    this.run = run;
    for (const push of changed) {
      this.asOf = Math.max(this.asOf, Date.parse(push.at) || 0);
      for (const learner of push.learners) this.remember(learner);
    }
  }

  isHere(learner: LearnerLive): boolean { return learner.here && this.asOf - Date.parse(learner.seen_at) < AWAY_AFTER_MS; }
  isAtRisk(learner: LearnerLive): boolean { return learner.risk >= this.riskBound; }
  historyOf(registration: string): Record<OwnLine, Samples> | undefined { return this.own.get(registration); }

  /** Everything that is derived of all learners; called now and then, not with every push. */
  refresh(): void {
    if (!this.run) return;
    this.learners = [...this.run.learners.values()];
    this.items = [...this.run.items().values()].map(mergedItem);
    this.films = [...this.run.films().values()].map(mergedFilm);
    const here = this.learners.filter((learner) => this.isHere(learner));
    const seen = here.length > 0 ? here : this.learners;
    this.spread = {
      here: { now: here.length, low: here.length, high: here.length },
      engagement: spreadOf(seen, "engagement"),
      accuracy: spreadOf(seen, "accuracy"),
      risk: count(this.learners.filter((learner) => this.isAtRisk(learner)).length),
    };
  }

  sample(): void {
    const at = Date.now();
    for (const line of LINES) {
      const { now, low, high } = this.spread[line];
      this.lines.now[line].add(at, now);
      this.lines.low[line].add(at, low);
      this.lines.high[line].add(at, high);
    }
  }

  private remember(learner: LearnerLive): void {
    let own = this.own.get(learner.registration);
    if (!own) {
      own = { engagement: new Samples(OWN_SAMPLES), accuracy: new Samples(OWN_SAMPLES), risk: new Samples(OWN_SAMPLES) };
      this.own.set(learner.registration, own);
    }
    const at = Date.now();
    for (const line of OWN_LINES) own[line].add(at, learner[line]);
  }
}

const lines = (): Record<Line, Samples> => ({ here: new Samples(CLASS_SAMPLES), engagement: new Samples(CLASS_SAMPLES), accuracy: new Samples(CLASS_SAMPLES), risk: new Samples(CLASS_SAMPLES) });
const nothing = (): Spread => count(0);
const count = (number: number): Spread => ({ now: number, low: number, high: number });

function spreadOf(learners: readonly LearnerLive[], line: "engagement" | "accuracy"): Spread {
  const sorted = Float32Array.from(learners, (learner) => learner[line]).sort();
  return { now: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/** Counts of all partitions together; the median as the mean of theirs, by how many were shown. */
export function mergedItem(parts: readonly ItemLive[]): ItemLive {
  const sum = (name: "shown" | "responses" | "right" | "skipped" | "hints") => parts.reduce((all, part) => all + part[name], 0);
  const shown = sum("shown");
  const weighed = parts.reduce((all, part) => all + part.hesitation_ms * part.shown, 0);
  return { item: parts[0]?.item ?? "", shown, responses: sum("responses"), right: sum("right"), skipped: sum("skipped"), hints: sum("hints"), hesitation_ms: shown ? Math.round(weighed / shown) : 0 };
}

export function mergedFilm(parts: readonly FilmLive[]): FilmLive {
  const sum = (name: "watched" | "rewatched" | "paused" | "left"): number[] => {
    const all: number[] = [];
    for (const part of parts) part[name].forEach((value, place) => { all[place] = (all[place] ?? 0) + value; });
    return all;
  };
  return { object: parts[0]?.object ?? "", step_s: parts[0]?.step_s ?? 1, watched: sum("watched"), rewatched: sum("rewatched"), paused: sum("paused"), left: sum("left") };
}
