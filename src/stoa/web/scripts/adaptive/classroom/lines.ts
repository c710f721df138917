/* The class as small multiples, and one learner closer. */
import type { LearnerLive, LearnerPoint } from "../../../../../../sdk/src/contract.ts";
import { send } from "../../wire.ts";
import { reasonEntry } from "../reasons.ts";
import { LINES, OWN_LINES, type Classroom, type Line } from "./classroom.ts";
import { band, steps, type Frame } from "./samples.ts";
import { clock, earned, filled, number, say, share, whereIs } from "./words.ts";

const LONGEST_MS = 15 * 60_000;
const ROW_EVERY_MS = 60_000;

const counted = (line: Line): boolean => line === "here" || line === "risk";

export function drawClass(root: HTMLElement, room: Classroom): void {
  const to = Date.now();
  const people = room.learners.length;
  const since = Math.max(room.since, to - LONGEST_MS);
  say(root.querySelector("[data-live-since]"), filled(root.dataset["since"], { time: clock(since) }));
  for (const line of LINES) {
    const figure = root.querySelector<HTMLElement>(`[data-live-chart="${line}"]`);
    if (!figure) continue;
    const spread = room.spread[line];
    const amount = counted(line) ? number : share;
    const frame: Frame = { width: 300, height: 80, from: since, to, most: counted(line) ? Math.max(1, people) : 1 };
    figure.querySelector(".line")?.setAttribute("d", steps(room.history("now", line), frame));
    if (!counted(line)) figure.querySelector(".band")?.setAttribute("d", band(room.history("low", line), room.history("high", line), frame));
    const title = spread ? filled(figure.dataset["said"], { now: amount(spread.now), count: number(people), low: amount(spread.low), high: amount(spread.high) }) : figure.dataset["none"] ?? "";
    say(figure.querySelector("figcaption"), title);
    figure.querySelector("svg")?.setAttribute("aria-label", title);
    say(root.querySelector(`[data-figure="${line}"]`), spread ? amount(spread.now) : "–");
    if (figure.querySelector<HTMLDetailsElement>("details")?.open) fillTable(figure, room, line, amount);
  }
}

/** A row a minute; the last is now. */
function fillTable(figure: HTMLElement, room: Classroom, line: Line, amount: (value: number) => string): void {
  const rows: HTMLTableRowElement[] = [];
  let next = 0;
  for (const [time, value] of room.history("now", line)) {
    if (time < next) continue;
    next = time + ROW_EVERY_MS;
    const row = document.createElement("tr");
    for (const text of [clock(time), amount(value)]) row.insertCell().textContent = text;
    row.cells[1]!.className = "numeric";
    rows.push(row);
  }
  figure.querySelector("tbody")?.replaceChildren(...rows.reverse());
}

export class Closer {
  private registration = "";

  constructor(private readonly sheet: HTMLDialogElement, private readonly room: Classroom, private readonly latest: (registration: string) => LearnerLive | undefined, private readonly said: DOMStringMap) {}

  open(registration: string): void {
    this.registration = registration;
    this.draw();
    void this.recall(registration);
    if (!this.sheet.open) this.sheet.showModal();
  }

  draw(): void {
    const learner = this.latest(this.registration);
    const history = this.room.historyOf(this.registration);
    if (!learner || !history) return;
    const person = this.sheet.querySelector<HTMLElement>("stoa-person")!;
    if (person.dataset["id"] !== learner.learner) person.dataset["id"] = learner.learner;
    const page = this.sheet.querySelector<HTMLAnchorElement>("[data-closer-person]")!;
    page.href = `${page.dataset["closerPerson"]}${learner.learner}`;
    say(this.sheet.querySelector(".live-where"), whereIs(learner, this.room.isHere(learner), this.said));
    this.sheet.querySelector(".live-reasons")?.replaceChildren(...learner.reasons.map(reasonEntry));
    const to = Date.now();
    const from = Math.max(Math.min(this.room.opened, ...[...history.risk].map(([time]) => time)), to - LONGEST_MS);
    say(this.sheet.querySelector("[data-closer-since]"), filled(this.said["since"], { time: clock(from) }));
    for (const line of OWN_LINES) {
      const figure = this.sheet.querySelector(`[data-closer="${line}"]`);
      figure?.querySelector(".line")?.setAttribute("d", steps(history[line], { width: 300, height: 60, from, to, most: 1 }));
      say(figure?.querySelector("output"), line === "accuracy" ? earned(learner) : share(learner[line]));
    }
  }

  /** What was before the page; without an answer the lines begin with it. */
  private async recall(registration: string): Promise<void> {
    const response = await send(`/api/adaptive/registrations/${registration}`).catch(() => undefined);
    if (!response?.ok) return;
    const { trail } = (await response.json()) as { trail: LearnerPoint[] };
    this.room.recallOne(registration, trail);
    if (this.registration === registration) this.draw();
  }

  get isOpen(): boolean { return this.sheet.open; }
}
