/* One item while it is on the page: shown, begun, changed, skipped. Never what was answered. */
import type { Doing } from "../actions.ts";
import type { Sight } from "./sight.ts";

const CHANGES_REST_MS = 1000;

export class Item {
  answered = false;
  private shownAt: number | undefined;
  private begun = false;
  private readonly touched = new Set<string>();
  private changes = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly id: string, private readonly sight: Sight, private readonly tell: (doing: Doing) => void) {}

  shown(): void {
    if (this.shownAt !== undefined || this.answered) return;
    this.sight.tick();
    this.shownAt = this.sight.visibleMs;
    this.tell({ type: "item.shown", item: this.id });
  }

  input(): void {
    if (this.begun || this.answered) return;
    this.shown();
    this.begun = true;
    this.sight.tick();
    this.tell({ type: "item.begun", item: this.id, after_ms: Math.round(this.sight.visibleMs - (this.shownAt ?? 0)) });
  }

  /** control: which field of the item; the first choice in it is no change of mind. */
  change(control: string): void {
    this.input();
    if (!this.touched.has(control)) { this.touched.add(control); return; }
    this.changes += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.rest(), CHANGES_REST_MS);
  }

  hint(): void { this.tell({ type: "item.hint_asked", item: this.id }); }

  /** What was changed and not told yet. */
  rest(): void {
    clearTimeout(this.timer);
    if (this.changes > 0) this.tell({ type: "item.changed", item: this.id, times: this.changes });
    this.changes = 0;
  }

  response(): void {
    this.rest();
    this.answered = true;
  }

  left(): void {
    this.rest();
    if (this.shownAt !== undefined && !this.answered) this.tell({ type: "item.skipped", item: this.id });
    this.answered = true;
  }
}
