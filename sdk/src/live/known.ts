/* What is known of one registration's decisions: the state that was fetched, and what was pushed since, in the order of their numbers.

   Pushes may come twice, late, out of order or not at all; after a fetch the page knows what the server knows. */
import type { Decision } from "../contract.ts";

/** As `GET /api/adaptive/registrations/{id}` answers. number: of the last decision; 0 where there was none. open: nobody took or declined it. */
export interface State { number: number; decision: Decision | null; open: boolean }

export class Known {
  latest: Decision | undefined;
  /** Undefined until the state was fetched for the first time. */
  private number: number | undefined;
  private held: Decision[] = [];
  private readonly over = new Set<string>();

  /** Whether the decision was taken or declined on any page, as far as this one has heard. */
  isOver(id: string): boolean { return this.over.has(id); }

  /** True when it is news. It stays over, whatever an older state says of it. */
  answered(id: string): boolean {
    if (this.over.has(id)) return false;
    this.over.add(id);
    return true;
  }

  /** Those that are news now, oldest first; "behind" when something is missing and the state must be fetched. */
  pushed(decision: Decision): Decision[] | "behind" {
    if (this.number !== undefined && decision.number <= this.number) return [];
    this.held.push(decision);
    if (this.number === undefined || decision.number > this.number + 1) return "behind";
    return this.release();
  }

  fetched(state: State): Decision[] {
    const newer = state.number > (this.number ?? -1);
    if (newer) this.number = state.number;
    const news = newer && state.decision ? [state.decision] : [];
    if (news[0]) this.latest = news[0];
    return [...news, ...this.release(true)];
  }

  /** Held ones that follow what is known; after a fetch also across a hole, for what is missing came before and is over. */
  private release(acrossHoles = false): Decision[] {
    const news: Decision[] = [];
    this.held.sort((a, b) => a.number - b.number);
    for (let first = this.held[0]; first; first = this.held[0]) {
      const number = this.number ?? 0;
      if (first.number > number + 1 && !acrossHoles) break;
      this.held.shift();
      if (first.number <= number) continue;
      this.number = first.number;
      this.latest = first;
      news.push(first);
    }
    return news;
  }
}
