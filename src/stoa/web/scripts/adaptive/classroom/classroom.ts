/* What the instructor's page knows: everybody of the run now, how each went since the page was opened, and how the class went in the last quarter of an hour; of one learner that, too, once it was asked for. */
import type { FilmLive, ItemLive, LearnerLive, LearnerPoint, RunLive } from "../../../../../../sdk/src/contract.ts";
import type { Run } from "../../../../../../sdk/src/live/run.ts";
import { pastOf, trailOf } from "./past.ts";
import { quantile, Samples } from "./samples.ts";

export type Line = "here" | "engagement" | "accuracy" | "risk";
export type OwnLine = "engagement" | "accuracy" | "risk";
export type OwnLines = Record<OwnLine, Iterable<[time: number, value: number]>>;

export const LINES: readonly Line[] = ["here", "engagement", "accuracy", "risk"];
export const OWN_LINES: readonly OwnLine[] = ["risk", "engagement", "accuracy"];

const CLASS_SAMPLES = 900;
const PAST_SAMPLES = 30;
const OWN_SAMPLES = 60;
const AWAY_AFTER_MS = 150_000;

export interface Spread { now: number; low: number; high: number }

export class Classroom {
  learners: LearnerLive[] = [];
  items: ItemLive[] = [];
  films: FilmLive[] = [];
  asOf = 0;
  readonly opened = Date.now();
  readonly lines = rows(CLASS_SAMPLES);
  /** Before the page was opened, as the platform knows it. */
  private past = rows(PAST_SAMPLES);
  /** Of the points earned there is none before somebody responded. */
  spread: Record<Line, Spread | undefined> = { here: nothing(), engagement: nothing(), accuracy: undefined, risk: nothing() };
  private readonly own = new Map<string, Record<OwnLine, Samples>>();
  private readonly trails = new Map<string, readonly LearnerPoint[]>();
  private run: Run | undefined;
  private stale = false;
  /** Of our clock before the platform's, as the last push showed it. */
  private skew = 0;

  constructor(readonly riskBound: number) {}

  take(run: Run, changed: readonly RunLive[]): void {
    this.run = run;
    for (const push of changed) {
      this.asOf = Math.max(this.asOf, Date.parse(push.at) || 0);
      for (const learner of push.learners) this.remember(learner);
    }
    this.skew = Date.now() - this.asOf;
    this.stale ||= changed.some(({ points = [] }) => points.length > 0);
  }

  /** Oldest first: what was before the page, then what it saw itself. */
  history(row: keyof Rows, line: Line): [time: number, value: number][] { return [...this.past[row][line], ...this.lines[row][line]]; }
  /** From when on something is known. */
  get since(): number { return this.history("now", "here")[0]?.[0] ?? this.opened; }

  isHere(learner: LearnerLive): boolean { return learner.here && this.asOf - Date.parse(learner.seen_at) < AWAY_AFTER_MS; }
  isAtRisk(learner: LearnerLive): boolean { return learner.risk >= this.riskBound; }

  /** What was before the page, as far as it was asked for, then what it saw itself. */
  historyOf(registration: string): OwnLines | undefined {
    const seen = this.own.get(registration);
    const trail = this.trails.get(registration);
    if (!seen || !trail) return seen;
    const skew = this.skew;
    const before = (line: OwnLine) => trailOf(trail, line, this.opened - skew).map(([at, value]): [number, number] => [at + skew, value]);
    return { risk: [...before("risk"), ...seen.risk], engagement: [...before("engagement"), ...seen.engagement], accuracy: [...before("accuracy"), ...seen.accuracy] };
  }

  recallOne(registration: string, trail: readonly LearnerPoint[]): void { this.trails.set(registration, trail); }

  /** Everything that is derived of all learners; called now and then, not with every push. */
  refresh(): void {
    if (!this.run) return;
    this.learners = [...this.run.learners.values()];
    this.items = [...this.run.items().values()].map(mergedItem);
    this.films = [...this.run.films().values()].map(mergedFilm);
    const here = this.learners.filter((learner) => this.isHere(learner));
    const seen = here.length > 0 ? here : this.learners;
    const responded = seen.filter(({ responses }) => responses);
    this.spread = {
      here: { now: here.length, low: here.length, high: here.length },
      engagement: spreadOf(seen, "engagement"),
      accuracy: responded.length > 0 ? spreadOf(responded, "accuracy") : undefined,
      risk: count(this.learners.filter((learner) => this.isAtRisk(learner)).length),
    };
  }

  sample(): void {
    if (this.stale && this.run) this.recall(this.run);
    this.stale = false;
    const at = Date.now();
    for (const line of LINES) {
      const spread = this.spread[line];
      if (!spread) continue;
      const { now, low, high } = spread;
      this.lines.now[line].add(at, now);
      this.lines.low[line].add(at, low);
      this.lines.high[line].add(at, high);
    }
  }

  private recall(run: Run): void {
    const skew = this.skew;
    this.past = rows(PAST_SAMPLES);
    for (const { at, here, atRisk, engagement, accuracy } of pastOf(run.points(), this.riskBound, this.opened - skew)) {
      const spread: Record<Line, Spread | undefined> = { here: count(here), risk: count(atRisk), engagement, accuracy };
      for (const line of LINES) for (const row of ROWS) {
        const value = spread[line]?.[row];
        if (value !== undefined) this.past[row][line].add(at + skew, value);
      }
    }
  }

  private remember(learner: LearnerLive): void {
    let own = this.own.get(learner.registration);
    if (!own) {
      own = { engagement: new Samples(OWN_SAMPLES), accuracy: new Samples(OWN_SAMPLES), risk: new Samples(OWN_SAMPLES) };
      this.own.set(learner.registration, own);
    }
    const at = Date.now();
    for (const line of OWN_LINES) if (line !== "accuracy" || learner.responses) own[line].add(at, learner[line]);
  }
}

const ROWS = ["now", "low", "high"] as const;
type Rows = Record<(typeof ROWS)[number], Record<Line, Samples>>;
const lines = (most: number): Record<Line, Samples> => ({ here: new Samples(most), engagement: new Samples(most), accuracy: new Samples(most), risk: new Samples(most) });
const rows = (most: number): Rows => ({ now: lines(most), low: lines(most), high: lines(most) });
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
