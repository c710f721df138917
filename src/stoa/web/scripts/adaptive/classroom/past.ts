/* How the class, or one learner, went before the page was opened, from what the platform keeps: a value each half minute, of all partitions together. */
import type { ClassPoint, LearnerPoint } from "../../../../../../sdk/src/contract.ts";

const STEP_MS = 30_000;
const TWENTIETHS = 20;
const BINS = TWENTIETHS + 1;

export interface Past { at: number; here: number; atRisk: number; engagement: Three | undefined; accuracy: Three | undefined }
/** The middle, and where the lowest and the highest quarter end. */
export interface Three { now: number; low: number; high: number }

const total = (bins: readonly number[]): number => bins.reduce((all, count) => all + count, 0);
const added = (parts: readonly (readonly number[])[]): number[] => Array.from({ length: BINS }, (_, bin) => parts.reduce((all, part) => all + (part[bin] ?? 0), 0));

/** Where that share of the counted lies. */
function quantile(bins: readonly number[], share: number): number {
  const wanted = Math.floor(share * total(bins));
  let below = 0;
  const bin = bins.findIndex((count) => (below += count) > wanted);
  return (bin < 0 ? TWENTIETHS : bin) / TWENTIETHS;
}

const three = (bins: readonly number[]): Three | undefined => (total(bins) > 0 ? { now: quantile(bins, 0.5), low: quantile(bins, 0.25), high: quantile(bins, 0.75) } : undefined);
const atRisk = (bins: readonly number[], bound: number): number => total(bins.filter((_, bin) => bin >= Math.ceil(bound * TWENTIETHS - 1e-9)));

/** partitions: the points of each, the oldest first. Half minutes that began by `until`, by the platform's clock, without a gap. */
export function pastOf(partitions: readonly (readonly ClassPoint[])[], riskBound: number, until: number): Past[] {
  const first = Math.min(...partitions.map((points) => points[0]?.number ?? Infinity));
  const last = Math.floor(until / STEP_MS);
  const past: Past[] = [];
  for (let number = first; number <= last; number += 1) {
    const there = partitions.flatMap((points) => points.filter((point) => point.number === number));
    // Risk stays with who went away: of a partition that is silent the last point before holds on.
    const known = partitions.flatMap((points) => points.findLast((point) => point.number <= number) ?? []);
    const engagement = added(there.map((point) => point.engagement));
    past.push({
      at: number * STEP_MS, here: total(engagement), atRisk: atRisk(added(known.map(({ risk }) => risk)), riskBound),
      engagement: three(engagement), accuracy: three(added(there.map((point) => point.accuracy))),
    });
  }
  return past;
}

/** One learner's half minutes that began by `until`, by the platform's clock. */
export function trailOf(trail: readonly LearnerPoint[], line: "engagement" | "accuracy" | "risk", until: number): [time: number, value: number][] {
  const last = Math.floor(until / STEP_MS);
  return trail.flatMap((point): [number, number][] => {
    const value = point[line];
    return point.number > last || value === null || value === undefined ? [] : [[point.number * STEP_MS, value / TWENTIETHS]];
  });
}
