/* A course run as the instructor's page sees it: what was fetched and what was pushed, whichever is newer, in any order and any number of times. */
import type { FilmLive, ItemLive, LearnerLive, RunLive } from "../contract.ts";

interface Counted<Counts> { sequence: number; counts: Counts }
type ByPartition<Counts> = Map<string, Map<number, Counted<Counts>>>;

export class Run {
  readonly learners = new Map<string, LearnerLive>();
  private readonly itemCounts: ByPartition<ItemLive> = new Map();
  private readonly filmCounts: ByPartition<FilmLive> = new Map();

  take({ partition, sequence, learners, items = [], films = [] }: RunLive): void {
    for (const learner of learners) {
      const before = this.learners.get(learner.registration);
      if (!before || learner.sequence >= before.sequence) this.learners.set(learner.registration, learner);
    }
    for (const counts of items) keep(this.itemCounts, counts.item, partition, { sequence, counts });
    for (const counts of films) keep(this.filmCounts, counts.object, partition, { sequence, counts });
  }

  /** Counts of an item or a film, one of each partition that has any. */
  items(): Map<string, ItemLive[]> { return gathered(this.itemCounts); }
  films(): Map<string, FilmLive[]> { return gathered(this.filmCounts); }
}

function keep<Counts>(all: ByPartition<Counts>, id: string, partition: number, counted: Counted<Counts>): void {
  const parts = all.get(id) ?? new Map<number, Counted<Counts>>();
  if (counted.sequence >= (parts.get(partition)?.sequence ?? 0)) parts.set(partition, counted);
  all.set(id, parts);
}

function gathered<Counts>(all: ByPartition<Counts>): Map<string, Counts[]> {
  return new Map([...all].map(([id, parts]) => [id, [...parts.values()].map(({ counts }) => counts)]));
}
