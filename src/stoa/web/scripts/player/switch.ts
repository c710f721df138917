/* Another level of explanation, or another language, in place: the block that is being read stays where it is in the window, and a film
   goes on at its second. Links: [data-levels] a[data-level], [data-switch] a[data-locale]; the address of each takes the place along. */
import { enhance } from "../enhance.ts";
import { current } from "./place.ts";

interface Left { id: string; top: number }

let left: Left | undefined;

function place(): string {
  const film = document.querySelector<HTMLVideoElement>("stoa-video video");
  if (film && film.currentTime >= 1) return `t=${Math.floor(film.currentTime)}`;
  return current()?.id ?? "";
}

function take(event: Event): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-level], a[data-locale]");
  if (!link) return;
  const block = current();
  left = block?.id ? { id: block.id, top: block.getBoundingClientRect().top } : undefined;
  const url = new URL(link.href);
  url.hash = place();
  link.href = url.href;
}

/** Where it was in the window before: what stands above may be longer now. */
function settle(): void {
  if (!left) return;
  const block = document.getElementById(left.id);
  if (block) scrollBy({ top: block.getBoundingClientRect().top - left.top, behavior: "instant" });
  left = undefined;
}

enhance("[data-levels], [data-switch]", (links) => { links.addEventListener("click", take, { capture: true }); });

/** Whether the whole page is exchanged, and not a part of it. */
function isPage(event: Event): boolean {
  const { ctx } = (event as CustomEvent<{ ctx: { target?: Element } }>).detail;
  return ctx.target instanceof Element && (ctx.target.id === "main" || ctx.target === document.body);
}

// Where a script has placed the menu must not come into the new page as an attribute: our policy forbids it.
document.addEventListener("htmx:before:swap", (event) => {
  if (!isPage(event)) return;
  for (const menu of document.querySelectorAll("[data-switch] [data-menu-panel]")) {
    menu.removeAttribute("style");
    menu.removeAttribute("id");
  }
});

document.addEventListener("htmx:after:swap", (event) => { if (isPage(event)) requestAnimationFrame(settle); });
