/* Everybody as a table of which only the rows in sight exist, however many there are. Rows keep their places while somebody is at them. */
import type { LearnerLive } from "../../../../../../sdk/src/contract.ts";
import { attended } from "./attended.ts";
import type { Classroom } from "./classroom.ts";
import { earned, filled, hesitation, kindOfRisk, number, say, share, titleOf, whereIs } from "./words.ts";

type By = "who" | "where" | "engagement" | "accuracy" | "hesitation" | "progress" | "risk";

const BEYOND = 6;
const SORT_EVERY_MS = 2000;

const byTitle = (a: LearnerLive, b: LearnerLive): number => titleOf(a.object).localeCompare(titleOf(b.object));

export class People {
  private readonly body: HTMLElement;
  private readonly space = document.createElement("div");
  private readonly rows: HTMLElement[] = [];
  private shown: string[] = [];
  private by: By = "risk";
  private rising = false;
  private filter = "all";
  private sortedAt = -Infinity;
  private known = 0;
  private height = 0;
  private readonly attended: () => boolean;

  constructor(private readonly table: HTMLElement, private readonly room: Classroom, private readonly latest: (registration: string) => LearnerLive | undefined,
    private readonly root: HTMLElement, private readonly closer: (registration: string) => void) {
    this.attended = attended(table);
    this.body = table.querySelector<HTMLElement>(".live-body")!;
    this.space.className = "live-space";
    this.space.setAttribute("role", "presentation");
    this.body.append(this.space);
    this.body.addEventListener("scroll", () => requestAnimationFrame(() => this.draw()), { passive: true });
    new ResizeObserver(() => { this.height = 0; this.draw(); }).observe(this.body);
    for (const sorter of table.querySelectorAll<HTMLButtonElement>(".sorter")) sorter.addEventListener("click", () => this.sortBy(sorter));
    for (const pick of root.querySelectorAll<HTMLButtonElement>("[data-live-filter] button")) pick.addEventListener("click", () => this.pick(pick));
  }

  /** Who is where in the table; not while the pointer or the focus is on it, and not with every push. */
  arrange(now = performance.now()): void {
    const fresh = now - this.sortedAt < SORT_EVERY_MS && this.known === this.room.learners.length;
    if (fresh || (this.shown.length > 0 && this.attended())) return;
    this.sortedAt = now;
    this.known = this.room.learners.length;
    const chosen = this.room.learners.filter((one) => this.filter === "all" || (this.filter === "here" ? this.room.isHere(one) : this.room.isAtRisk(one)));
    this.shown = chosen.sort(this.order()).map(({ registration }) => registration);
    const said = { shown: number(this.shown.length), count: number(this.room.learners.length) };
    say(this.root.querySelector("[data-live-shown]"), this.filter === "all" ? filled(this.root.dataset["people"], said) : filled(this.root.dataset["of"], said));
    this.table.setAttribute("aria-rowcount", String(this.shown.length + 1));
  }

  draw(): void {
    this.height ||= this.measure();
    if (!this.height) return;
    this.space.style.blockSize = `${this.shown.length * this.height}px`;
    this.body.style.setProperty("--rows", `${this.shown.length * this.height}px`);
    const first = Math.max(0, Math.floor(this.body.scrollTop / this.height) - BEYOND);
    const last = Math.min(this.shown.length, Math.ceil((this.body.scrollTop + this.body.clientHeight) / this.height) + BEYOND);
    while (this.rows.length < last - first) this.rows.push(this.newRow());
    this.rows.forEach((row, index) => {
      const learner = first + index < last ? this.latest(this.shown[first + index]!) : undefined;
      row.hidden = !learner;
      if (learner) this.fill(row, learner, first + index);
    });
  }

  private fill(row: HTMLElement, learner: LearnerLive, place: number): void {
    const here = this.room.isHere(learner);
    const top = `translateY(${place * this.height}px)`;
    if (row.style.transform !== top) row.style.transform = top;
    row.setAttribute("aria-rowindex", String(place + 2));
    row.classList.toggle("is-away", !here);
    const person = row.querySelector<HTMLElement>("stoa-person")!;
    if (person.dataset["id"] !== learner.learner) { person.textContent = "…"; person.dataset["id"] = learner.learner; }
    row.dataset["registration"] = learner.registration;
    const [, where, engagement, accuracy, hesitates, progress] = row.children;
    say(where, whereIs(learner, here, this.root.dataset));
    say(engagement, share(learner.engagement));
    say(accuracy, earned(learner));
    say(hesitates, hesitation(learner.hesitation));
    say(progress, share(learner.progress));
    const meter = row.querySelector("meter")!;
    if (meter.value !== learner.risk) { meter.value = learner.risk; meter.className = kindOfRisk(learner.risk, this.room.riskBound); }
    say(row.querySelector("output"), share(learner.risk));
  }

  private newRow(): HTMLElement {
    const row = document.querySelector<HTMLTemplateElement>("template#live-row")!.content.firstElementChild!.cloneNode(true) as HTMLElement;
    const labels = [...this.table.querySelectorAll(".sorter")].map((sorter) => sorter.textContent?.trim() ?? "");
    [...row.children].forEach((cell, place) => { if (place > 1) (cell as HTMLElement).dataset["label"] = labels[place] ?? ""; });
    row.querySelector("meter")!.setAttribute("aria-label", labels.at(-1) ?? "");
    row.querySelector("button")!.addEventListener("click", () => this.closer(row.dataset["registration"] ?? ""));
    this.space.append(row);
    return row;
  }

  private measure(): number {
    const row = this.rows[0] ?? this.newRow();
    if (!this.rows.length) this.rows.push(row);
    row.hidden = false;
    return row.getBoundingClientRect().height;
  }

  private order(): (a: LearnerLive, b: LearnerLive) => number {
    const sign = this.rising ? 1 : -1;
    const { by } = this;
    if (by === "who") return (a, b) => sign * (a.learner < b.learner ? -1 : 1);
    if (by === "where") return (a, b) => sign * byTitle(a, b);
    const value = (one: LearnerLive): number => (by === "accuracy" && !one.responses ? -1 : one[by]);
    return (a, b) => sign * (value(a) - value(b)) || (a.registration < b.registration ? -1 : 1);
  }

  private again(): void {
    this.sortedAt = -Infinity;
    this.shown = [];
    this.arrange();
    this.body.scrollTop = 0;
    this.draw();
  }

  private sortBy(sorter: HTMLButtonElement): void {
    const by = sorter.value as By;
    this.rising = this.by === by ? !this.rising : by === "who" || by === "where";
    this.by = by;
    for (const head of this.table.querySelectorAll("[role=columnheader]")) head.removeAttribute("aria-sort");
    sorter.parentElement?.setAttribute("aria-sort", this.rising ? "ascending" : "descending");
    this.again();
  }

  private pick(button: HTMLButtonElement): void {
    this.filter = button.value;
    for (const each of this.root.querySelectorAll("[data-live-filter] button")) each.setAttribute("aria-pressed", String(each === button));
    this.again();
  }
}
