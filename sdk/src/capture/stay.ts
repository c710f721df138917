/* A learner at one object: from page.opened to page.left. */
import type { Doing } from "../actions.ts";
import { Films } from "./films.ts";
import { watchItems } from "./items.ts";
import { watchReading } from "./reading.ts";
import { Sight } from "./sight.ts";
import type { Rest } from "./watcher.ts";
import { wordsOf } from "./words.ts";

export interface Place {
  registration: string;
  object: string;
  /** Of the explanation that is shown; `standard` where nothing is said. */
  level?: string | undefined;
  /** To be read; counted where nothing is said, in `data-explanation` if there is one. */
  words?: number | undefined;
  /** Where the object stands in the page; the whole page where nothing is said. */
  root?: HTMLElement | undefined;
}

export class Stay {
  private readonly over = new AbortController();
  private readonly rests: Rest[];

  constructor(readonly place: Place, private readonly tell: (doing: Doing) => void) {
    const root = place.root ?? document.body;
    const films = new Films();
    const ended = this.over.signal;
    const watcher = { root, tell, ended, sight: new Sight(() => films.playing, ended) };
    tell({ type: "page.opened", level: place.level ?? "standard", words: place.words ?? wordsOf(root.querySelector<HTMLElement>("[data-explanation]") ?? root) });
    this.rests = [films.watch(watcher), watchItems(watcher), watchReading(watcher)];
  }

  /** The page may never be seen again: what is known is told. */
  rest(): void { for (const rest of this.rests) rest(false); }

  leave(): void {
    if (this.over.signal.aborted) return;
    for (const rest of this.rests) rest(true);
    this.tell({ type: "page.left" });
    this.over.abort();
  }
}
