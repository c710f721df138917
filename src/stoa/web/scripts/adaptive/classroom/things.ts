/* Questions that are hard, and where along a film learners pause, watch again, leave. */
import type { FilmLive, ItemLive } from "../../../../../../sdk/src/contract.ts";
import { send } from "../../wire.ts";
import type { Classroom } from "./classroom.ts";
import { filled, minutes, number, say, seconds, share, titleOf } from "./words.ts";

interface ItemWords { item: string; item_set: string; title: string; prompt: string }

const FIRST = 8;
const WIDTH = 600;
const GROUND = 90;
const BELOW = 28;

/** Who answered has seen it, also where a page may not tell what it shows. */
export const seen = ({ shown, responses }: ItemLive): number => Math.max(shown, responses);

/** Hard: wrong, left open, hints; weighed down where few have seen it. */
export function heat(item: ItemLive): number {
  const { responses, right, skipped, hints } = item;
  const people = seen(item);
  const wrong = responses ? 1 - right / responses : 0;
  return (wrong + 0.5 * (skipped / Math.max(1, people)) + 0.2 * (hints / Math.max(1, people))) * (people / (people + 5));
}

/** Whether the platform knows it: a browser may name items that are none, and nobody answers those. */
export const isReal = ({ item, responses }: ItemLive, known: ReadonlyMap<string, unknown>): boolean => responses > 0 || known.has(item);

export class Items {
  private readonly words = new Map<string, ItemWords>();
  private readonly rows = new Map<string, HTMLTableRowElement>();
  private all = false;

  constructor(private readonly root: HTMLElement, private readonly room: Classroom) {
    const more = root.querySelector<HTMLElement>("[data-live-items-more]")!;
    more.querySelector("button")!.addEventListener("click", () => { this.all = true; this.draw(); });
    void this.learn(root.dataset["liveRun"] ?? "");
  }

  draw(): void {
    const body = this.root.querySelector<HTMLTableSectionElement>("[data-live-items] tbody")!;
    const hottest = this.room.items.filter((item) => seen(item) > 0 && isReal(item, this.words)).sort((a, b) => heat(b) - heat(a));
    const shown = this.all ? hottest : hottest.slice(0, FIRST);
    this.root.querySelector<HTMLElement>("[data-live-items-none]")!.hidden = shown.length > 0;
    this.root.querySelector<HTMLElement>("[data-live-items-more]")!.hidden = this.all || hottest.length <= FIRST;
    body.closest<HTMLElement>(".table-holder")!.hidden = shown.length === 0;
    if (body.matches(":hover")) for (const item of shown) { const row = this.rows.get(item.item); if (row) this.fill(row, item); }
    else body.replaceChildren(...shown.map((item) => this.fill(this.rows.get(item.item) ?? this.made(item.item), item)));
  }

  private made(item: string): HTMLTableRowElement {
    const row = document.querySelector<HTMLTemplateElement>("template#live-item")!.content.querySelector("tr")!.cloneNode(true) as HTMLTableRowElement;
    this.rows.set(item, row);
    return row;
  }

  private fill(row: HTMLTableRowElement, item: ItemLive): HTMLTableRowElement {
    const words = this.words.get(item.item);
    say(row.querySelector(".live-prompt"), words?.prompt ?? this.root.dataset["unknownItem"] ?? "");
    say(row.querySelector("small"), words?.title ?? "");
    const told = [number(seen(item)), number(item.responses), item.responses ? share(item.right / item.responses) : "–", seconds(item.hesitation_ms), number(item.hints), number(item.skipped)];
    told.forEach((text, place) => say(row.cells[place + 1], text));
    return row;
  }

  private async learn(run: string): Promise<void> {
    const response = await send(`/api/runs/${run}/items`).catch(() => undefined);
    if (!response?.ok) return;
    for (const words of (await response.json()) as ItemWords[]) this.words.set(words.item, words);
  }
}

/** A film's counts as shapes: what was watched and watched again as ground, pauses above it, leaving below. */
export function shapes({ watched, rewatched, paused, left }: FilmLive): Record<"watched" | "rewatched" | "paused" | "left", string> {
  const steps = Math.max(1, watched.length);
  const most = Math.max(1, ...watched.map((value, place) => value + (rewatched[place] ?? 0)));
  const x = (place: number) => ((place / steps) * WIDTH).toFixed(1);
  const area = (values: readonly number[]) => `M0 ${GROUND}${values.map((value, place) => `V${(GROUND - (value / most) * GROUND).toFixed(1)}H${x(place + 1)}`).join("")}V${GROUND}Z`;
  const bars = (values: readonly number[], from: number, length: number) => {
    const highest = Math.max(1, ...values);
    return values.map((value, place) => (value ? `M${x(place + 0.5)} ${from}v${((value / highest) * length).toFixed(1)}` : "")).join("");
  };
  return {
    watched: area(watched.map((value, place) => value + (rewatched[place] ?? 0))),
    rewatched: area(rewatched),
    paused: bars(paused, GROUND, -GROUND * 0.6),
    left: bars(left, GROUND + 2, BELOW),
  };
}

/** Which sentence is true of it. */
export function wordsOf({ paused, left }: FilmLive): "said" | "paused" | "left" | "calm" {
  if (paused.some(Boolean)) return left.some(Boolean) ? "said" : "paused";
  return left.some(Boolean) ? "left" : "calm";
}

const highest = (values: readonly number[]): number => values.reduce((best, value, place) => (value > (values[best] ?? 0) ? place : best), 0);

export class Films {
  private readonly figures = new Map<string, HTMLElement>();

  constructor(private readonly root: HTMLElement, private readonly room: Classroom) {}

  draw(): void {
    const list = this.root.querySelector<HTMLElement>("[data-live-films]")!;
    this.root.querySelector<HTMLElement>("[data-live-films-section]")!.hidden = this.room.films.length === 0;
    for (const film of this.room.films) {
      const figure = this.figures.get(film.object) ?? this.made(film.object, list);
      const drawn = shapes(film);
      for (const [name, path] of Object.entries(drawn)) figure.querySelector(`svg .${name}`)?.setAttribute("d", path);
      const at = (values: readonly number[]) => minutes(highest(values) * film.step_s);
      const said = filled(figure.dataset[wordsOf(film)], { paused: at(film.paused), left: at(film.left) });
      say(figure.querySelector("[data-film-said]"), said);
      figure.querySelector("svg")?.setAttribute("aria-label", `${titleOf(film.object)}. ${said}`);
      if (figure.querySelector<HTMLDetailsElement>("details")?.open) tabulate(figure, film);
    }
  }

  private made(object: string, list: HTMLElement): HTMLElement {
    const figure = document.querySelector<HTMLTemplateElement>("template#live-film")!.content.querySelector("figure")!.cloneNode(true) as HTMLElement;
    say(figure.querySelector("bdi"), titleOf(object));
    this.figures.set(object, figure);
    list.append(figure);
    return figure;
  }
}

function tabulate(figure: HTMLElement, film: FilmLive): void {
  const rows = film.watched.map((watched, place) => {
    const row = document.createElement("tr");
    for (const text of [minutes(place * film.step_s), number(watched), number(film.rewatched[place] ?? 0), number(film.paused[place] ?? 0), number(film.left[place] ?? 0)]) row.insertCell().textContent = text;
    for (const cell of [...row.cells].slice(1)) cell.className = "numeric";
    return row;
  });
  figure.querySelector("tbody")?.replaceChildren(...rows);
}
