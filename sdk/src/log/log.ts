/* Every action from when it happens until the server has it.

   Actions gather in a batch; a batch that was taken to be sent never changes, and goes out again under the same id until it is acknowledged.
   One at a time and in order: the server takes what has a lower `seq` than the last one for a repeat. */
import type { Action, Draft } from "../actions.ts";
import { essential } from "../actions.ts";
import { wall } from "../clock.ts";
import { MOST_ACTIONS, type ConsentScope } from "../contract.ts";
import { uuid7 } from "../identity.ts";
import type { Batch, Kept, Store } from "./store.ts";

const GATHER_MS = 20;
const MOST_BATCHES = 500;

export class Log {
  /** Batches that were dropped: refused by the server, or too many to keep. */
  dropped = 0;
  private seq = 0;
  private waiting: Kept[] = [];
  private taken: string | undefined;
  private changed = new Set<Kept>();
  private gathering: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: Store, readonly capture: string, private readonly wake: () => void) {}

  add(registration: string, scope: ConsentScope, draft: Draft): void {
    if (scope === "essential" && !essential(draft.type)) return;
    const action = { ...draft, id: uuid7(), seq: ++this.seq, at: wall() } as Action;
    const kept = this.opened(registration, essential(draft.type) ? "essential" : scope);
    kept.batch.actions.push(action);
    this.changed.add(kept);
    this.gathering ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /** Into the browser's keeping, and on their way. */
  flush(): void {
    clearTimeout(this.gathering);
    this.gathering = undefined;
    const changed = [...this.changed];
    this.changed.clear();
    if (changed.length === 0) return;
    this.store.put(changed);
    this.wake();
  }

  /** The next to send, or the same as before as long as it was not acknowledged. */
  next(): Batch | undefined {
    const first = this.waiting[0];
    this.taken = first?.id;
    return first?.batch;
  }

  /** Nothing is on its way, and this is all there is: it may go by another way than the line. */
  last(): Batch | undefined {
    return this.taken === undefined && this.waiting.length === 1 ? this.next() : undefined;
  }

  settled(id: string, refused = false): void {
    if (refused) this.dropped += 1;
    if (this.taken === id) this.taken = undefined;
    this.forget((kept) => kept.id === id);
  }

  /** What was told under the wider scope and not sent yet is not sent any more. */
  narrow(): void {
    this.forget((kept) => kept.batch.scope === "learning");
  }

  private opened(registration: string, scope: ConsentScope): Kept {
    const last = this.waiting.at(-1);
    if (last && last.id !== this.taken && last.batch.registration === registration && last.batch.scope === scope
      && last.batch.actions.length < MOST_ACTIONS) return last;
    const id = uuid7();
    const kept = { id, writer: this.capture, kept_at: Date.now(), batch: { id, capture: this.capture, registration, scope, actions: [] } };
    this.waiting.push(kept);
    if (this.waiting.length > MOST_BATCHES) this.settled(this.waiting[this.taken === this.waiting[0]?.id ? 1 : 0]!.id, true);
    return kept;
  }

  private forget(which: (kept: Kept) => boolean): void {
    const gone = this.waiting.filter(which);
    this.waiting = this.waiting.filter((kept) => !gone.includes(kept));
    for (const kept of gone) this.changed.delete(kept);
    this.store.remove(gone.map((kept) => kept.id));
  }
}
