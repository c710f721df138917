/* Passages of the course in the help drawer, each with the place where it stands. */
import htmx from "htmx.org";
import { setOpen } from "../player/drawers.ts";
import { send } from "../wire.ts";
import { clock } from "../video/transcript.ts";
import { made } from "./card.ts";

interface Passage { object: string; title: string; heading: string; anchor: string; text: string; locale: string; voucher: string | null }

const MOST_WORDS = 400;

const wordsOf = (item: string | null | undefined): string => {
  const asked = (item && document.getElementById(`prompt-${item}`)) || document.querySelector("#main h1");
  return (asked?.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, MOST_WORDS);
};

function entry(host: HTMLElement, registration: string, { object, title, heading, anchor, text, locale, voucher }: Passage): HTMLElement | undefined {
  const item = made(host, "passage");
  const place = item?.querySelector<HTMLAnchorElement>("a");
  const quote = item?.querySelector<HTMLElement>("blockquote");
  if (!item || !place || !quote) return undefined;
  place.href = `/learn/${registration}/${object}${anchor ? `#${anchor}` : ""}`;
  const second = /^t=(\d+)$/.exec(anchor)?.[1];
  const where = second ? clock(Number(second)) : heading !== title ? heading : "";
  place.textContent = where ? `${title}: ${where}` : title;
  quote.textContent = text;
  for (const each of [place, quote]) { each.lang = locale; each.dir = "auto"; }
  if (voucher) quote.after(toTranslate(voucher));
  return item;
}

/** Where localization offers the translation, as in templates/components/to_translate.html. */
function toTranslate(voucher: string): HTMLElement {
  const slot = document.createElement("div");
  slot.setAttribute("hx-get", `/translated?voucher=${voucher}`);
  slot.setAttribute("hx-trigger", "load");
  slot.setAttribute("hx-swap", "outerHTML");
  return slot;
}

async function fetchInto(section: HTMLElement, host: HTMLElement, registration: string, query: URLSearchParams): Promise<void> {
  const part = (name: string) => section.querySelector<HTMLElement>(`[data-passages-${name}]`)!;
  part("failed").hidden = true;
  section.setAttribute("aria-busy", "true");
  const response = await send(`/api/adaptive/registrations/${registration}/passages?${query}`).catch(() => undefined);
  section.removeAttribute("aria-busy");
  part("failed").hidden = response?.ok ?? false;
  if (!response?.ok) return;
  const found = (await response.json()) as Passage[];
  part("list").replaceChildren(...found.flatMap((passage) => entry(host, registration, passage) ?? []));
  htmx.process(part("list"));
  part("none").hidden = found.length > 0;
}

/** Opens the drawer with what the course says about the item, or about the page. */
export async function showPassages(host: HTMLElement, registration: string, object: string, item: string | null | undefined): Promise<void> {
  const drawer = document.getElementById("help");
  const content = document.getElementById("help-content");
  const section = made(host, "passages");
  if (!drawer || !content || !section) return;
  content.querySelector(".passages")?.remove();
  content.querySelector(".drawer-head")?.after(section);
  const query = new URLSearchParams({ object, words: wordsOf(item) });
  section.querySelector("[data-passages-again]")?.addEventListener("click", () => void fetchInto(section, host, registration, query));
  setOpen(drawer, true);
  section.querySelector<HTMLElement>("h3")?.focus({ preventScroll: true });
  await fetchInto(section, host, registration, query);
}
