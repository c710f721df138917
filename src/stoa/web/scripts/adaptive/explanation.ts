/* Another explanation in place: beneath the response that was not right, or where the card stood. */
import { send } from "../wire.ts";

export interface Explained { title: string; html: DocumentFragment; lang: string; dir: string }

const FEEDBACK_MS = 4000;
const SEEN_MS = 3000;
const FRESH_MS = 15_000;

/** What an object says at a level. Ids are taken off: those of the page itself keep the reading place. */
export async function explained(registration: string, object: string, level: string): Promise<Explained | undefined> {
  const response = await send(`/learn/${registration}/${object}?level=${level}`, { headers: { Accept: "text/html" } }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const text = page.querySelector<HTMLElement>("[data-explanation]");
  if (!text || !text.textContent?.trim()) return undefined;
  for (const each of text.querySelectorAll("[id]")) each.removeAttribute("id");
  const html = document.createDocumentFragment();
  html.append(...[...text.childNodes].map((node) => document.adoptNode(node)));
  const words = text.closest<HTMLElement>("[lang]");
  return { title: page.querySelector("#main h1")?.textContent?.trim() ?? "", html, lang: words?.lang ?? "", dir: words?.dir ?? "" };
}

/** What was responded to last on this page; a decision that names no item is about it if it is fresh. */
let answered: { item: string; at: number } | undefined;
document.addEventListener("submit", ({ target }) => {
  const item = (target as Element).matches("form[data-response]") && (target as Element).closest("[data-item]")?.id.replace(/^item-/, "");
  if (item) answered = { item, at: performance.now() };
}, { capture: true });

export const justAnswered = (): string | undefined => (answered && performance.now() - answered.at < FRESH_MS ? answered.item : undefined);

/** The response to the item with what was said to it, when it was not right; waits a moment for it to be drawn. */
export function wrongResponse(item: string): Promise<HTMLElement | undefined> {
  const find = () => document.querySelector<HTMLElement>(`#item-${CSS.escape(item)}:has(.item-said:is(.item-incorrect, .item-partial))`);
  const there = find();
  if (there || !document.getElementById(`item-${item}`)) return Promise.resolve(there ?? undefined);
  return new Promise((resolve) => {
    const end = (found?: HTMLElement | null) => { clearTimeout(timer); document.removeEventListener("htmx:after:swap", look); resolve(found ?? undefined); };
    const look = () => { const found = find(); if (found) end(found); };
    const timer = setTimeout(() => end(find()), FEEDBACK_MS);
    document.addEventListener("htmx:after:swap", look);
  });
}

/** Calls once the element has been in sight for a while. */
export function whenSeen(element: HTMLElement, call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new IntersectionObserver(([entry]) => {
    clearTimeout(timer);
    if (entry?.isIntersecting) timer = setTimeout(() => { observer.disconnect(); if (element.isConnected) call(); }, SEEN_MS);
  }, { threshold: 0.2 });
  observer.observe(element);
  return () => { clearTimeout(timer); observer.disconnect(); };
}
