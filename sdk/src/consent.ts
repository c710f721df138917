/* What may be told. Chosen once and valid in every tab of this browser, at once. */
import type { ConsentScope } from "./contract.ts";

export class Consent {
  scope: ConsentScope;
  private readonly key: string;

  /** given: what holds as long as the learner chose nothing here. */
  constructor(learner: string, given: ConsentScope, private readonly narrowed: () => void) {
    this.key = `stoa:consent:${learner}`;
    this.scope = this.kept() ?? given;
    addEventListener("storage", (event) => { if (event.key === this.key) this.turn(this.kept() ?? given); });
  }

  set(scope: ConsentScope): void {
    try { localStorage.setItem(this.key, scope); } catch { /* Then it holds for this page. */ }
    this.turn(scope);
  }

  private turn(scope: ConsentScope): void {
    const before = this.scope;
    this.scope = scope;
    if (before === "learning" && scope === "essential") this.narrowed();
  }

  private kept(): ConsentScope | undefined {
    try {
      const kept = localStorage.getItem(this.key);
      return kept === "essential" || kept === "learning" ? kept : undefined;
    } catch { return undefined; }
  }
}
