/* A course run as the instructor's page sees it: what was fetched and what was pushed, whichever is newer, in any order and any number of times. */
import type { ClassPoint, FilmLive, ItemLive, LearnerLive, RunLive } from "../contract.ts";

interface Counted<Counts> { sequence: number; counts: Counts }
type ByPartition<Counts> = Map<string, Map<number, Counted<Counts>>>;

/** Half minutes that are kept of each partition, as the platform keeps them. */
const POINTS_KEPT = 30;

export class Run {
  readonly learners = new Map<string, LearnerLive>();
  private readonly itemCounts: ByPartition<ItemLive> = new Map();
  private readonly filmCounts: ByPartition<FilmLive> = new Map();
  /** By partition, then by half minute. */
  private readonly pointCounts = new Map<number, Map<number, Counted<ClassPoint>>>();

  take({ partition, sequence, learners, items = [], films = [], points = [] }: RunLive): void {
    for (const learner of learners) {
      const before = this.learners.get(learner.registration);
      if (!before || learner.sequence >= before.sequence) this.learners.set(learner.registration, learner);
    }
    for (const counts of items) keep(this.itemCounts, counts.item, partition, { sequence, counts });
    for (const counts of films) keep(this.filmCounts, counts.object, partition, { sequence, counts });
    this.takePoints(partition, sequence, points);
  }

  /** Counts of an item or a film, one of each partition that has any. */
  items(): Map<string, ItemLive[]> { return gathered(this.itemCounts); }
  films(): Map<string, FilmLive[]> { return gathered(this.filmCounts); }
  /** How the class went, of each partition: its half minutes of the last quarter of an hour, the oldest first. */
  points(): ClassPoint[][] {
    return [...this.pointCounts.values()].map((of) => [...of.values()].map(({ counts }) => counts).sort((a, b) => a.number - b.number));
  }

  private takePoints(partition: number, sequence: number, points: readonly ClassPoint[]): void {
    if (points.length === 0) return;
    const of = this.pointCounts.get(partition) ?? new Map<number, Counted<ClassPoint>>();
    this.pointCounts.set(partition, of);
    for (const counts of points) if (sequence >= (of.get(counts.number)?.sequence ?? 0)) of.set(counts.number, { sequence, counts });
    const newest = Math.max(...of.keys());
    for (const number of of.keys()) if (number <= newest - POINTS_KEPT) of.delete(number);
  }
}

function keep<Counts>(all: ByPartition<Counts>, id: string, partition: number, counted: Counted<Counts>): void {
  const parts = all.get(id) ?? new Map<number, Counted<Counts>>();
  if (counted.sequence >= (parts.get(partition)?.sequence ?? 0)) parts.set(partition, counted);
  all.set(id, parts);
}

function gathered<Counts>(all: ByPartition<Counts>): Map<string, Counts[]> {
  return new Map([...all].map(([id, parts]) => [id, [...parts.values()].map(({ counts }) => counts)]));
}
