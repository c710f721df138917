/* Outline and help beside the text. On a wide screen they stand beside it and the choice is remembered; on a narrow one a drawer lies
   over the text: the rest is inert meanwhile, Escape closes, and the focus goes back to where it came from. */
import { enhance } from "../enhance.ts";

const wide = matchMedia("(min-width: 64rem)");
const memory = (id: string): string => `stoa:drawer:${id}`;

const togglesOf = (panel: HTMLElement): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-drawer="${panel.id}"]`)];

/** While a drawer lies over the page, nothing else can be reached. */
function isolate(panel: HTMLElement, on: boolean): void {
  for (const other of document.querySelectorAll<HTMLElement>("main, [data-drawer-panel], .player-bar, .banners")) {
    if (other !== panel) other.inert = on;
  }
}

function show(panel: HTMLElement, open: boolean): void {
  panel.toggleAttribute("data-open", open);
  for (const toggle of togglesOf(panel)) toggle.setAttribute("aria-expanded", String(open));
  const over = open && !wide.matches;
  isolate(panel, over);
  panel.setAttribute("role", over ? "dialog" : "complementary");
  panel.ariaModal = over ? "true" : null;
}

const cameFrom = new WeakMap<HTMLElement, Element | null>();

/** What was left for the drawer; if that is gone, what lies over the film, or else the drawer's button. */
function goBack(panel: HTMLElement): void {
  const from = cameFrom.get(panel);
  const known = from instanceof HTMLElement && from !== document.body && from.checkVisibility() ? from : null;
  const over = document.querySelector<HTMLElement>("[data-video-over]:not([hidden]) [data-checkpoint]");
  (known ?? over ?? togglesOf(panel)[0])?.focus({ preventScroll: true });
}

export function setOpen(panel: HTMLElement, open: boolean): void {
  if (open) cameFrom.set(panel, document.activeElement);
  show(panel, open);
  if (wide.matches) localStorage.setItem(memory(panel.id), open ? "open" : "closed");
  if (open) (panel.querySelector<HTMLElement>("[aria-current], [data-drawer-close], a, button") ?? panel).focus({ preventScroll: true });
  else goBack(panel);
}

export function toggle(id: string): void {
  const panel = document.getElementById(id);
  if (panel) setOpen(panel, !panel.hasAttribute("data-open"));
}

enhance("[data-drawer]", (button) => button.addEventListener("click", () => toggle(button.dataset["drawer"] ?? "")));

/** Beside the text as it was left last time; out of the way on a narrow screen. */
function settle(panel: HTMLElement): void {
  const remembered = localStorage.getItem(memory(panel.id)) ?? ("drawerWide" in panel.dataset ? "open" : "closed");
  show(panel, wide.matches && remembered === "open");
}

enhance("[data-drawer-panel]", (panel) => {
  settle(panel);
  panel.addEventListener("click", (event) => { if ((event.target as Element).closest("[data-drawer-close]")) setOpen(panel, false); });
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape" && panel.hasAttribute("data-open")) setOpen(panel, false); });
  wide.addEventListener("change", () => settle(panel));
});

// A press beside a drawer that lies over the page closes it.
document.addEventListener("pointerdown", (event) => {
  if (wide.matches) return;
  for (const panel of document.querySelectorAll<HTMLElement>("[data-drawer-panel][data-open]")) {
    if (!panel.contains(event.target as Node)) setOpen(panel, false);
  }
});
