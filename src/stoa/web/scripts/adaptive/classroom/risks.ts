/* Who needs somebody now: those at risk, the highest first, with what was seen and one thing to do. */
import type { LearnerLive } from "../../../../../../sdk/src/contract.ts";
import { reasonEntry } from "../reasons.ts";
import { attended } from "./attended.ts";
import type { Classroom } from "./classroom.ts";
import { steps } from "./samples.ts";
import { filled, kindOfRisk, number, say, share, whereIs } from "./words.ts";

const MOST = 8;
const REASONS = 3;

export class Risks {
  private readonly entries = new Map<string, HTMLElement>();
  private readonly attended: () => boolean;

  constructor(private readonly list: HTMLElement, private readonly room: Classroom, private readonly root: HTMLElement, private readonly closer: (registration: string) => void) {
    this.attended = attended(list);
  }

  draw(): void {
    const all = this.room.learners.filter((learner) => this.room.isAtRisk(learner)).sort((a, b) => b.risk - a.risk);
    const shown = all.slice(0, MOST);
    this.root.querySelector<HTMLElement>("[data-live-quiet]")!.hidden = all.length > 0;
    const count = { shown: number(shown.length), count: number(all.length) };
    say(this.root.querySelector("[data-live-risk-count]"), all.length > MOST ? filled(this.root.dataset["of"], count) : "");
    if (this.attended()) this.update(shown);
    else this.arrange(shown);
  }

  /** Nobody's entry is taken away under the pointer. */
  private update(shown: readonly LearnerLive[]): void {
    for (const learner of shown) { const entry = this.entries.get(learner.registration); if (entry) this.fill(entry, learner); }
  }

  private arrange(shown: readonly LearnerLive[]): void {
    const wanted = new Set(shown.map(({ registration }) => registration));
    for (const [registration, entry] of this.entries) if (!wanted.has(registration)) { entry.remove(); this.entries.delete(registration); }
    shown.forEach((learner, place) => {
      const entry = this.entries.get(learner.registration) ?? this.made(learner);
      this.fill(entry, learner);
      if (this.list.children[place] !== entry) this.list.insertBefore(entry, this.list.children[place] ?? null);
    });
  }

  private made(learner: LearnerLive): HTMLElement {
    const entry = document.querySelector<HTMLTemplateElement>("template#live-risk")!.content.firstElementChild!.cloneNode(true) as HTMLElement;
    entry.querySelector<HTMLElement>("stoa-person")!.dataset["id"] = learner.learner;
    entry.querySelector("button")!.addEventListener("click", () => this.closer(learner.registration));
    this.entries.set(learner.registration, entry);
    return entry;
  }

  private fill(entry: HTMLElement, learner: LearnerLive): void {
    say(entry.querySelector(".live-where"), whereIs(learner, this.room.isHere(learner), this.root.dataset));
    const meter = entry.querySelector("meter")!;
    meter.value = learner.risk;
    meter.className = kindOfRisk(learner.risk, this.room.riskBound);
    say(entry.querySelector("output"), share(learner.risk));
    const reasons = JSON.stringify(learner.reasons);
    if (entry.dataset["reasons"] !== reasons) {
      entry.dataset["reasons"] = reasons;
      entry.querySelector(".live-reasons")?.replaceChildren(...learner.reasons.slice(0, REASONS).map(reasonEntry));
    }
    const history = this.room.historyOf(learner.registration);
    if (history) entry.querySelector(".live-spark path")?.setAttribute("d", steps(history.risk, { width: 96, height: 22, from: this.room.opened, to: Date.now(), most: 1 }));
  }
}
