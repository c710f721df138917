/* What may be told. The platform keeps it with the person; every tab and every device obeys at once. */
import type { ConsentScope } from "./contract.ts";
import { uuid7 } from "./identity.ts";
import { accepted, type Site } from "./line/line.ts";

/** version: a higher one is newer; 0 when the person never chose. */
export interface Chosen { scope: ConsentScope; version: number }
/** As this browser keeps it. owed: less is told from now on, and the platform has not heard of it yet. */
interface Kept extends Chosen { owed: boolean }
/** Others can have acknowledgements sent where pushes come. */
export const isChosen = (push: unknown): push is Chosen => {
  const { scope, version } = (push ?? {}) as Partial<Chosen>;
  return (scope === "essential" || scope === "learning") && typeof version === "number";
};
export type OnConsent = (scope: ConsentScope) => void;

const PATH = "/api/account/consent";

export class Consent {
  scope: ConsentScope;
  /** The platform said what holds. Until then nothing is sent that it might not let be told. */
  confirmed = false;
  private version = 0;
  private owed = false;
  private readonly key: string;
  private readonly listeners = new Set<OnConsent>();

  /** given: what holds as long as the person chose nothing. */
  constructor(learner: string, private readonly given: ConsentScope, private readonly site: Site, private readonly narrowed: () => void) {
    this.key = `stoa:consent:${learner}`;
    this.scope = given;
    this.recall();
    addEventListener("storage", (event) => { if (event.key === this.key) this.recall(); });
  }

  /** To tell less holds here at once, whether or not the platform can be reached; to tell more, once it has agreed. Rejects when it did not hear. */
  async set(scope: ConsentScope): Promise<void> {
    if (scope === "essential") this.turn({ scope, version: this.version, owed: true });
    await this.put(scope);
  }

  /** Called with every change, from wherever it comes. Returns how to stop. */
  listen(listener: OnConsent): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What the platform says: before any line is open, and when it was chosen elsewhere. */
  heard({ scope, version }: Chosen): void {
    this.confirmed = true;
    if (this.owed) void this.put("essential").catch(() => undefined);
    else if (version >= this.version) this.turn({ scope: version > 0 ? scope : this.given, version, owed: false });
  }

  private async put(scope: ConsentScope): Promise<void> {
    const headers = { "content-type": "application/json", "idempotency-key": uuid7() };
    const answer = accepted(await this.site.ask(PATH, { method: "PUT", headers, body: JSON.stringify({ scope }) }));
    const chosen = (await answer.json()) as Chosen;
    if (chosen.version >= this.version) this.turn({ scope: chosen.scope, version: chosen.version, owed: false });
  }

  private turn(kept: Kept): void {
    try { localStorage.setItem(this.key, JSON.stringify({ scope: kept.scope, version: kept.version, owed: kept.owed })); } catch { /* Then it holds for this page. */ }
    this.obey(kept);
  }

  /** What this browser knows: another tab's choice, or its own from before. */
  private recall(): void {
    const kept = this.kept();
    if (kept && kept.version >= this.version) this.obey(kept);
  }

  private obey({ scope, version, owed }: Kept): void {
    const before = this.scope;
    [this.scope, this.version, this.owed] = [scope, version, owed];
    if (before === scope) return;
    if (scope === "essential") this.narrowed();
    for (const listener of this.listeners) listener(scope);
  }

  /** Earlier versions kept a bare word; who chose less then is taken at their word. */
  private kept(): Kept | undefined {
    try {
      const kept = localStorage.getItem(this.key);
      if (kept === "essential") return { scope: kept, version: 0, owed: true };
      return kept?.startsWith("{") ? (JSON.parse(kept) as Kept) : undefined;
    } catch { return undefined; }
  }
}

/** Where no pass says it. */
export const asked = async (site: Site): Promise<Chosen> => accepted(await site.ask(PATH)).json() as Promise<Chosen>;
