/* Menus are popovers: the browser opens, closes and stacks them. This puts them beside their button and walks them by arrow keys. */
import { enhance } from "./enhance.ts";

const GAP_PX = 4;
const MARGIN_PX = 12;

function place(panel: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const size = panel.getBoundingClientRect();
  const rightToLeft = getComputedStyle(panel).direction === "rtl";
  const startsInEndHalf = at.left + at.width / 2 > innerWidth / 2;
  const left = startsInEndHalf ? at.right - size.width : rightToLeft && at.right - size.width > 0 ? at.right - size.width : at.left;
  const below = at.bottom + GAP_PX + size.height <= innerHeight || at.top < size.height;
  panel.style.left = `${Math.max(MARGIN_PX, Math.min(left, innerWidth - size.width - MARGIN_PX))}px`;
  panel.style.top = `${below ? at.bottom + GAP_PX : at.top - GAP_PX - size.height}px`;
}

function walk(panel: HTMLElement, event: KeyboardEvent): void {
  const items = [...panel.querySelectorAll<HTMLElement>(".menu-item:not(:disabled)")];
  const here = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined || items.length === 0) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}

enhance("[data-menu]", (button) => {
  const panel = document.getElementById(button.dataset["menu"] ?? "");
  if (!panel) return;
  button.setAttribute("aria-expanded", "false");
  panel.addEventListener("toggle", (event) => {
    const open = (event as ToggleEvent).newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    place(panel, button);
    panel.querySelector<HTMLElement>(".menu-item")?.focus({ preventScroll: true });
  });
  panel.addEventListener("keydown", (event) => walk(panel, event));
});

// Browsers from before popovers: show and hide by an attribute that the styles know.
if (!("popover" in HTMLElement.prototype)) {
  document.addEventListener("click", (event) => {
    const opener = (event.target as Element).closest("[popovertarget]");
    for (const panel of document.querySelectorAll<HTMLElement>("[popover]")) {
      const meant = opener?.getAttribute("popovertarget") === panel.id;
      if (!meant && panel.contains(event.target as Node)) continue;
      const open = meant && !panel.hasAttribute("data-open");
      panel.toggleAttribute("data-open", open);
      panel.dispatchEvent(Object.assign(new Event("toggle"), { newState: open ? "open" : "closed" }));
    }
  });
}
