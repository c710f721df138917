/* Keys of the player, never while one types. */
import { toggle } from "./drawers.ts";
import { blocks, current } from "./place.ts";

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select, video, [role=tab], [data-reorder-handle]") || target.closest("dialog") !== null);

function step(by: number): void {
  const all = blocks();
  const here = all.findIndex((block) => block === current());
  const next = all[Math.max(0, Math.min(all.length - 1, here + by))];
  if (!next) return;
  for (const block of all) block.classList.toggle("is-here", block === next);
  next.scrollIntoView({ block: "start" });
}

const follow = (rel: string): void => document.querySelector<HTMLAnchorElement>(`a[rel="${rel}"]`)?.click();

const KEYS: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  n: () => follow("next"),
  p: () => follow("prev"),
  o: () => toggle("outline"),
  h: () => toggle("help"),
  a: () => document.querySelector<HTMLElement>("[data-offer-take], [data-decision] [data-offer-decline]")?.focus(),
  "?": () => { const keys = document.getElementById("keys"); if (keys instanceof HTMLDialogElement && !keys.open) keys.showModal(); },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  const run = KEYS[event.key];
  if (!run) return;
  event.preventDefault();
  run();
});
