/* The SDK: start it once a page, say what is shown, listen for decisions. */
import type { Doing, Draft } from "./actions.ts";
import { Stay, type Place } from "./capture/stay.ts";
import { Consent, isChosen } from "./consent.ts";
import type { ConsentScope, Decision, DecisionAnswered, RunLive } from "./contract.ts";
import { uuid7 } from "./identity.ts";
import { Bell } from "./line/bell.ts";
import { Connection } from "./line/connection.ts";
import { renews, type Site } from "./line/line.ts";
import { beacon } from "./line/plain.ts";
import { deliver } from "./line/sender.ts";
import { Decisions, type OnAnswered, type OnDecision } from "./live/decisions.ts";
import { Runs, type OnRun } from "./live/runs.ts";
import { Log } from "./log/log.ts";
import { Orphans } from "./log/orphans.ts";
import { storeOf } from "./log/store.ts";
import { live as keepWriter } from "./log/writers.ts";

export interface Options {
  /** Whose actions these are: the opaque id of the person who is signed in. */
  learner: string;
  /** What may be told as long as the person chose nothing; `essential` where nothing is said. */
  consent?: ConsentScope;
  /** Of the platform; the page's own where nothing is said. */
  origin?: string;
  /** Like fetch; for pages that refresh their session themselves. */
  fetch?: (url: string, init?: RequestInit) => Promise<Response>;
}

export class Stoa {
  readonly live = {
    /** Called with every decision about what this page captures. Returns how to stop. */
    onDecision: (listener: OnDecision): (() => void) => this.heardDecisions.listen(listener),
    /** Called with the id of a decision that was taken or declined, here, in another tab or on another device. Returns how to stop. */
    onAnswered: (listener: OnAnswered): (() => void) => this.heardDecisions.listenAnswered(listener),
    /** The last decision about a registration, if one is known and nobody answered it. */
    latest: (registration: string): Decision | undefined => this.heardDecisions.latest(registration),
    /** Also without capture, such as in another tab. */
    follow: (registration: string): void => this.heardDecisions.follow(registration),
    /** Told whether pushes arrive, now and whenever that changes. Returns how to stop. */
    onLine: (listener: (up: boolean) => void): (() => void) => {
      this.connection.listeners.add(listener);
      listener(this.connection.line !== undefined);
      return () => this.connection.listeners.delete(listener);
    },
    /** For those who teach the course run. Returns how to stop. */
    onRun: (run: string, listener: OnRun): (() => void) => this.runs.listen(run, listener),
  };
  /** How the learner met a decision. */
  readonly decisions = {
    shown: (id: string): void => this.met("decision.shown", id),
    taken: (id: string): void => this.met("decision.taken", id),
    declined: (id: string): void => this.met("decision.declined", id),
  };
  readonly consent: Consent;
  private readonly site: Site;
  private readonly store;
  private readonly capturing = uuid7();
  private readonly bell = new Bell();
  private readonly log: Log;
  private readonly orphans: Orphans;
  private readonly heardDecisions: Decisions;
  private readonly runs: Runs;
  private readonly connection: Connection;
  private readonly over = new AbortController();
  private stay: Stay | undefined;
  private release = (): void => undefined;

  constructor({ learner, consent = "essential", origin = location.origin, fetch: ask = fetch.bind(globalThis) }: Options) {
    this.site = { origin, ask: (path, init) => ask(origin + path, { credentials: origin === location.origin ? "same-origin" : "include", ...init }) };
    this.store = storeOf(learner);
    this.log = new Log(this.store, this.capturing, () => this.bell.ring());
    this.orphans = new Orphans(this.store, this.capturing);
    this.consent = new Consent(learner, consent, this.site, () => { this.log.narrow(); void this.orphans.narrow(); });
    this.heardDecisions = new Decisions(this.site);
    this.runs = new Runs(this.site, () => this.connection.again());
    this.connection = new Connection(this.site, this.runs.ids, {
      heard: (what, push) => this.heard(what, push),
      admitted: (chosen) => this.consent.heard(chosen),
      opened: () => { this.bell.ring(); this.heardDecisions.refresh(); this.runs.refresh(); },
    });
    this.release = keepWriter(this.capturing);
    this.watchPage();
    void this.connection.keep();
    void deliver(this.log, this.orphans, this.consent, this.connection, this.bell, this.over.signal);
  }

  /** The learner is at this object now. One object at a time: the one before is left. Returns how to leave it. */
  capture(place: Place): () => void {
    this.stay?.leave();
    this.heardDecisions.follow(place.registration);
    const stay = new Stay(place, (doing) => this.tell(place, doing));
    this.stay = stay;
    return () => {
      stay.leave();
      if (this.stay === stay) this.stay = undefined;
    };
  }

  /** Nothing is captured, sent or heard any more. What was not sent is sent by the next page. */
  async stop(): Promise<void> {
    this.stay?.leave();
    this.log.flush();
    this.over.abort();
    this.bell.ring();
    await this.connection.end();
    this.release();
  }

  private tell({ registration, object }: Pick<Place, "registration" | "object">, doing: Doing): void {
    this.log.add(registration, this.consent.scope, { ...doing, object } as Draft);
  }

  private met(type: "decision.shown" | "decision.taken" | "decision.declined", decision: string): void {
    const place = this.stay?.place ?? this.heardDecisions.find(decision);
    if (!place) return;
    this.tell(place, { type, decision });
    if (type !== "decision.shown") this.heardDecisions.answered({ registration: place.registration, decision });
  }

  private heard(what: string, push: unknown): void {
    if (what === "decisions") this.heardDecisions.heard(push as Decision);
    else if (what === "answers") this.heardDecisions.answered(push as DecisionAnswered);
    else if (what === "runs") this.runs.heard(push as RunLive);
    else if (what === "consent" && isChosen(push)) this.consent.heard(push);
    else if (what === "renewal" && renews(push)) this.connection.again();
  }

  private watchPage(): void {
    const signal = this.over.signal;
    addEventListener("online", () => this.connection.again(), { signal });
    addEventListener("pagehide", () => this.putAside(), { signal });
    addEventListener("pageshow", ({ persisted }) => { if (persisted) this.takeUp(); }, { signal });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.stay?.rest();
      this.log.flush();
    }, { signal });
  }

  /** Perhaps for ever, perhaps until somebody goes back to it. */
  private putAside(): void {
    this.stay?.leave();
    this.log.flush();
    const batch = this.log.last();
    if (batch && (this.consent.confirmed || batch.scope === "essential")) beacon(this.site, { ...batch, sent_at: Date.now() });
    this.release();
  }

  private takeUp(): void {
    this.release = keepWriter(this.capturing);
    if (this.stay) this.capture(this.stay.place);
    this.connection.again();
  }
}
