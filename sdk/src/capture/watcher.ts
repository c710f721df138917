/* What the parts of a capture share. */
import type { Doing } from "../actions.ts";
import type { Sight } from "./sight.ts";

export interface Watcher {
  /** Where the object stands in the page. */
  root: HTMLElement;
  sight: Sight;
  tell: (doing: Doing) => void;
  /** When the object leaves the page. */
  ended: AbortSignal;
}

/** Tells what is not told yet, when the page is put aside. leaving: for good. */
export type Rest = (leaving: boolean) => void;

export function listen(target: EventTarget, names: string, { ended }: Watcher, hear: (event: Event) => void): void {
  for (const name of names.split(" ")) target.addEventListener(name, hear, { signal: ended, passive: true, capture: true });
}
