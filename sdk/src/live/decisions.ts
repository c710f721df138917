/* Decisions of the registrations that are on this page: subscribed first, fetched then, and told to whoever listens. */
import { backoff } from "../backoff.ts";
import type { Decision, DecisionAnswered } from "../contract.ts";
import { accepted, Refused, type Site } from "../line/line.ts";
import { Known, type State } from "./known.ts";

/** how: `pushed` while the page is open; `found` when it was fetched, such as after a reload. */
export type OnDecision = (decision: Decision, how: "pushed" | "found") => void;

/** Called with the id of a decision that was taken or declined, on this page or another one. */
export type OnAnswered = (decision: string) => void;

export class Decisions {
  private readonly known = new Map<string, Known>();
  private readonly listeners = new Set<OnDecision>();
  private readonly answerListeners = new Set<OnAnswered>();
  /** By registration, whether to ask once more: the answer may be older than the line. */
  private readonly fetching = new Map<string, boolean>();
  private failures = 0;

  constructor(private readonly site: Site) {}

  follow(registration: string): void {
    if (this.known.has(registration)) return;
    this.known.set(registration, new Known());
    void this.fetch(registration);
  }

  /** The last decision about a registration, as far as it is known, unless it was answered. */
  latest(registration: string): Decision | undefined {
    const known = this.known.get(registration);
    return known?.latest && !known.isOver(known.latest.id) ? known.latest : undefined;
  }

  find(id: string): Decision | undefined {
    return [...this.known.values()].map(({ latest }) => latest).find((decision) => decision?.id === id);
  }

  listen(listener: OnDecision): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  listenAnswered(listener: OnAnswered): () => void {
    this.answerListeners.add(listener);
    return () => this.answerListeners.delete(listener);
  }

  answered({ registration, decision }: DecisionAnswered): void {
    if (!this.known.get(registration)?.answered(decision)) return;
    for (const listener of this.answerListeners) listener(decision);
  }

  heard(decision: Decision): void {
    const news = this.known.get(decision.registration)?.pushed(decision);
    if (news === "behind") void this.fetch(decision.registration);
    else if (news) this.tell(news, "pushed");
  }

  /** Something may have been missed. */
  refresh(): void {
    for (const registration of this.known.keys()) {
      if (this.fetching.has(registration)) this.fetching.set(registration, true);
      else void this.fetch(registration);
    }
  }

  private async fetch(registration: string): Promise<void> {
    if (this.fetching.has(registration)) return;
    this.fetching.set(registration, false);
    try {
      const response = await this.site.ask(`/api/adaptive/registrations/${registration}`);
      const state = (await accepted(response).json()) as State;
      this.failures = 0;
      const { decision, open } = state;
      // A server of before says nothing of it; then it is open.
      if (decision && open === false) this.answered({ registration, decision: decision.id });
      this.tell(this.known.get(registration)?.fetched(state) ?? [], "found");
    } catch (error) {
      if (!(error instanceof Refused)) setTimeout(() => void this.fetch(registration), backoff(this.failures += 1));
    }
    const again = this.fetching.get(registration);
    this.fetching.delete(registration);
    if (again) void this.fetch(registration);
  }

  private tell(news: Decision[], how: "pushed" | "found"): void {
    for (const decision of news) {
      if (this.known.get(decision.registration)?.isOver(decision.id)) continue;
      for (const listener of this.listeners) listener(decision, how);
    }
  }
}
