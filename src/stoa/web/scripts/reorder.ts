/* Putting entries of a list in order, by pointer and by keyboard. Space or Enter on a handle picks up; up and down move;
   space drops; Escape puts back. What happens is said to screen readers. */
import { enhance } from "./enhance.ts";
import { unique } from "./unique.ts";
import { send } from "./wire.ts";
import { toast } from "./toast.ts";
import { announce, words } from "./words.ts";

const entriesOf = (list: HTMLElement): HTMLElement[] => [...list.querySelectorAll<HTMLElement>(":scope > [data-id]")];
const idsOf = (list: HTMLElement): string[] => entriesOf(list).map((entry) => entry.dataset["id"] ?? "");
const nameOf = (entry: HTMLElement): string => entry.dataset["label"] ?? "";

/** Put `entry` at that place. */
export function place(list: HTMLElement, entry: HTMLElement, index: number): void {
  const others = entriesOf(list).filter((other) => other !== entry);
  list.insertBefore(entry, others[index] ?? null);
}

function say(list: HTMLElement, entry: HTMLElement, what: string): void {
  const entries = entriesOf(list);
  announce(words(what, { name: nameOf(entry), place: entries.indexOf(entry) + 1, count: entries.length }));
}

async function keep(list: HTMLElement, entry: HTMLElement, before: string[]): Promise<void> {
  const ids = idsOf(list);
  if (ids.join() === before.join()) return;
  const detail = { ids, moved: entry.dataset["id"] };
  list.dispatchEvent(new CustomEvent("stoa:reordered", { bubbles: true, detail }));
  const url = list.dataset["url"];
  if (!url) return;
  const body = new URLSearchParams(ids.map((id) => ["id", id]));
  const key = unique();
  const attempt = async (): Promise<void> => {
    const response = await send(url, { method: "POST", body, headers: { "Idempotency-Key": key } }).catch(() => undefined);
    if (!response?.ok) toast(words("failed"), { kind: "stop", action: { label: words("retry"), run: () => void attempt() } });
  };
  await attempt();
}

function byKeyboard(list: HTMLElement): void {
  let held: { entry: HTMLElement; handle: HTMLElement; before: string[] } | undefined;

  const release = (back: boolean) => {
    if (!held) return;
    const { entry, handle, before } = held;
    held = undefined;
    if (back) place(list, entry, before.indexOf(entry.dataset["id"] ?? ""));
    entry.classList.remove("is-held");
    handle.setAttribute("aria-pressed", "false");
    say(list, entry, back ? "putBack" : "dropped");
    if (!back) void keep(list, entry, before);
  };

  list.addEventListener("keydown", (event) => {
    const handle = (event.target as Element).closest<HTMLElement>("[data-reorder-handle]");
    const entry = handle?.closest<HTMLElement>("[data-id]");
    if (!handle || !entry || entry.parentElement !== list) return;
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (held) return release(false);
      held = { entry, handle, before: idsOf(list) };
      entry.classList.add("is-held");
      handle.setAttribute("aria-pressed", "true");
      return say(list, entry, "grabbed");
    }
    if (!held) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); return release(true); }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const entries = entriesOf(list);
    const to = Math.max(0, Math.min(entries.length - 1, entries.indexOf(entry) + step));
    place(list, entry, to);
    handle.focus();
    say(list, entry, "moved");
  });
  // Moving an element takes the focus from it for a moment; only a real leaving drops it.
  list.addEventListener("focusout", () => setTimeout(() => { if (held && document.activeElement !== held.handle) release(false); }));
}

function byPointer(list: HTMLElement): void {
  list.addEventListener("pointerdown", (event) => {
    const handle = (event.target as Element).closest<HTMLElement>("[data-reorder-handle]");
    const entry = handle?.closest<HTMLElement>("[data-id]");
    if (!handle || !entry || entry.parentElement !== list || event.button !== 0) return;
    const before = idsOf(list);
    handle.setPointerCapture(event.pointerId);
    entry.classList.add("is-held");
    list.classList.add("is-dragging");
    const move = ({ clientY }: PointerEvent) => {
      const others = entriesOf(list).filter((other) => other !== entry);
      const index = others.filter((other) => { const box = other.getBoundingClientRect(); return clientY > box.top + box.height / 2; }).length;
      if (entriesOf(list).indexOf(entry) !== index) { place(list, entry, index); handle.setPointerCapture(event.pointerId); }
    };
    const drop = () => {
      handle.removeEventListener("pointermove", move);
      entry.classList.remove("is-held");
      list.classList.remove("is-dragging");
      void keep(list, entry, before);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", drop, { once: true });
    handle.addEventListener("pointercancel", drop, { once: true });
  });
}

enhance("[data-reorder]", (list) => { byKeyboard(list); byPointer(list); });
