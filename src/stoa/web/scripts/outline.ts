/* The outline by arrow keys: up and down through the lines in sight, into and out of branches, first and last. */
import { enhance } from "./enhance.ts";

function lines(outline: HTMLElement): HTMLElement[] {
  return [...outline.querySelectorAll<HTMLElement>("[data-outline-line]")].filter((line) => line.checkVisibility());
}

const branchOf = (line: HTMLElement): HTMLDetailsElement | null => (line.matches("summary") ? line.closest("details") : null);

/** Into a branch: open it, or go to its first line. Returns the line to go to. */
function inward(line: HTMLElement): HTMLElement | undefined {
  const branch = branchOf(line);
  if (!branch) return undefined;
  if (branch.open) return branch.querySelector<HTMLElement>(":scope > ul [data-outline-line]") ?? undefined;
  branch.open = true;
  return undefined;
}

function outward(line: HTMLElement): HTMLElement | undefined {
  const branch = branchOf(line);
  if (branch?.open) { branch.open = false; return undefined; }
  return line.closest("ul")?.closest("details")?.querySelector<HTMLElement>("summary") ?? undefined;
}

/** Show the line one is at inside the drawer, without moving the page. */
function reveal(outline: HTMLElement): void {
  const drawer = outline.closest<HTMLElement>(".drawer");
  const line = outline.querySelector<HTMLElement>('[aria-current="page"]');
  if (drawer && line) drawer.scrollTop = line.getBoundingClientRect().top - drawer.getBoundingClientRect().top - drawer.clientHeight / 3;
}

enhance("[data-outline]", (outline) => {
  reveal(outline);
  outline.addEventListener("keydown", (event) => {
    const line = (event.target as Element).closest<HTMLElement>("[data-outline-line]");
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = lines(outline);
    const here = all.indexOf(line);
    const inKey = getComputedStyle(outline).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const moves: Record<string, () => HTMLElement | undefined> = {
      ArrowDown: () => all[here + 1],
      ArrowUp: () => all[here - 1],
      Home: () => all[0],
      End: () => all.at(-1),
      ArrowRight: () => (inKey === "ArrowRight" ? inward : outward)(line),
      ArrowLeft: () => (inKey === "ArrowLeft" ? inward : outward)(line),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move()?.focus();
  });
});
