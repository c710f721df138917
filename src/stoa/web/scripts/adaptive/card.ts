/* Cards and explanations, made from the templates that the server wrote into #offers. */
import type { Decision } from "../../../../../sdk/src/contract.ts";
import { reasonEntry } from "./reasons.ts";

/** The first element of a template of that name and value, ready to be placed. */
export function made(host: HTMLElement, name: string, value = ""): HTMLElement | undefined {
  const shape = value ? `template[data-${name}="${value}"]` : `template[data-${name}]`;
  const template = host.querySelector<HTMLTemplateElement>(shape);
  return template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
}

/** Title of an object as the outline or the steps have it. */
export function linkTo(object: string): HTMLAnchorElement | null {
  const end = `a[href$="/${CSS.escape(object)}"]`;
  return document.querySelector<HTMLAnchorElement>(`.player-steps ${end}, #outline ${end}`);
}

export function titleOf(object: string): string | undefined {
  const link = document.querySelector<HTMLElement>(`#outline a[href$="/${CSS.escape(object)}"]`);
  return (link?.querySelector(".outline-label")?.firstChild ?? link)?.textContent?.trim() || undefined;
}

/** Fills what every card has: why it is here, and what its two buttons do. */
export function fill(card: HTMLElement, decision: Decision, act: { take?: () => void; decline: () => void }): HTMLElement {
  card.dataset["decision"] = decision.id;
  card.querySelector("[data-offer-reasons]")?.replaceChildren(...decision.reasons.map(reasonEntry));
  const about = card.querySelector<HTMLAnchorElement>("[data-offer-about]");
  if (about) about.href = `/adaptive/registrations/${decision.registration}`;
  card.querySelector("[data-offer-take]")?.addEventListener("click", () => act.take?.());
  card.querySelector("[data-offer-decline]")?.addEventListener("click", act.decline);
  card.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); act.decline(); } });
  return card;
}
