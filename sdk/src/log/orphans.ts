/* What pages left that are no more: another tab's, or this one's before it was loaded again. */
import type { ConsentScope } from "../contract.ts";
import type { Batch, Kept, Store } from "./store.ts";
import { gone } from "./writers.ts";

const LOOK_AGAIN_MS = 5000;
/** Of no use to anybody after that: the course has gone on. */
const TOO_OLD_MS = 7 * 24 * 3_600_000;

export class Orphans {
  private found: Kept[] = [];
  private lookAt = 0;

  constructor(private readonly store: Store, private readonly own: string) {}

  async next(scope: ConsentScope): Promise<Batch | undefined> {
    if (this.found.length === 0 && performance.now() >= this.lookAt) await this.look();
    this.found = this.found.filter(({ batch }) => scope === "learning" || batch.scope === "essential");
    return this.found[0]?.batch;
  }

  settled(id: string): void {
    this.found = this.found.filter((kept) => kept.id !== id);
    this.store.remove([id]);
  }

  async narrow(): Promise<void> {
    const wider = (await this.store.all()).filter(({ batch }) => batch.scope === "learning");
    this.store.remove(wider.map(({ id }) => id));
  }

  private async look(): Promise<void> {
    this.lookAt = performance.now() + LOOK_AGAIN_MS;
    const [all, isGone] = await Promise.all([this.store.all(), gone().catch(() => () => false)]);
    const left = all.filter((kept) => kept.writer !== this.own && isGone(kept.writer, kept.kept_at));
    const old = left.filter((kept) => Date.now() - kept.kept_at > TOO_OLD_MS);
    this.store.remove(old.map(({ id }) => id));
    this.found = left.filter((kept) => !old.includes(kept));
  }
}
