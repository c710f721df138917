/* Course runs that this page watches. */
import { backoff } from "../backoff.ts";
import type { RunLive } from "../contract.ts";
import { accepted, Refused, type Site } from "../line/line.ts";
import { Run } from "./run.ts";

/** run: all that is known. changed: what made it so. */
export type OnRun = (run: Run, changed: RunLive[]) => void;

interface Watched { run: Run; listeners: Set<OnRun> }

export class Runs {
  readonly ids = new Set<string>();
  private readonly watched = new Map<string, Watched>();
  private failures = 0;

  /** reopen: asks for credentials that reach the run. */
  constructor(private readonly site: Site, private readonly reopen: () => void) {}

  listen(id: string, listener: OnRun): () => void {
    const watched = this.watched.get(id) ?? { run: new Run(), listeners: new Set() };
    this.watched.set(id, watched);
    watched.listeners.add(listener);
    if (!this.ids.has(id)) {
      this.ids.add(id);
      this.reopen();
      void this.fetch(id);
    }
    return () => watched.listeners.delete(listener);
  }

  heard(push: RunLive): void { this.take(push.run, [push]); }

  refresh(): void { for (const id of this.ids) void this.fetch(id); }

  private async fetch(id: string): Promise<void> {
    try {
      const response = accepted(await this.site.ask(`/api/adaptive/runs/${id}`));
      this.failures = 0;
      this.take(id, (await response.json()) as RunLive[]);
    } catch (error) {
      if (!(error instanceof Refused)) setTimeout(() => void this.fetch(id), backoff(this.failures += 1));
    }
  }

  private take(id: string, changed: RunLive[]): void {
    const watched = this.watched.get(id);
    if (!watched) return;
    for (const each of changed) watched.run.take(each);
    for (const listener of watched.listeners) listener(watched.run, changed);
  }
}
