/* Decisions on the learner's page. Each is about the object that is shown; it comes as a card at the foot of the window, or, after a response
   that was not right, as another explanation beneath it. Nothing that is read moves, nothing takes the focus unless it was pressed. */
import type { Decision } from "../../../../../sdk/src/contract.ts";
import type { Stoa } from "../../../../../sdk/src/index.ts";
import { enhance } from "../enhance.ts";
import { announce, words } from "../words.ts";
import { fill, linkTo, made, titleOf } from "./card.ts";
import { explained, justAnswered, whenSeen, wrongResponse } from "./explanation.ts";
import { showPassages } from "./passages.ts";

/** What helps with the item that lies over a film's frame; all else waits until the film goes on. */
const AT_A_CHECKPOINT = new Set(["simpler", "deeper", "help"]);

type Explaining = Decision & { kind: "simpler" | "deeper" };

const explains = (decision: Decision): decision is Explaining => decision.kind === "simpler" || decision.kind === "deeper";
const said = (host: HTMLElement, name: string, heading: string): void => announce((host.dataset[name] ?? "").replace("{heading}", heading));
const headingOf = (card: HTMLElement): string => card.querySelector(".offer-heading")?.textContent?.trim() ?? "";

export class Offers {
  /** Decisions that are on this page, or were. */
  private readonly met = new Set<string>();
  private readonly taken = new Set<string>();
  private readonly over = new Set<string>();
  private waiting: (() => void) | undefined;

  constructor(private readonly stoa: Stoa) {}

  /** Where the decision is about what is on the page, it appears; what it takes the place of was not answered and is over. */
  async show(host: HTMLElement, decision: Decision): Promise<void> {
    if (this.met.has(decision.id) || decision.object !== host.dataset["object"] || decision.registration !== host.dataset["registration"]) return;
    this.met.add(decision.id);
    const item = decision.item ?? justAnswered();
    if (explains(decision) && item && await this.explainBeneath(host, decision, item)) return;
    this.place(host, decision);
  }

  /** Taken or declined, here or on another page. What opened by itself beneath a response stays: it may be read just now. */
  end(id: string): void {
    this.over.add(id);
    const card = document.querySelector<HTMLElement>(`.offer[data-decision="${CSS.escape(id)}"]`);
    if (card) this.remove(card);
  }

  /** The film goes on: a card over its frame stays, and what waited comes. */
  goOn(): void {
    const left = document.querySelector("[data-video-checkpoints] .offer");
    if (left) document.getElementById("offers")?.append(left);
    const place = this.waiting;
    this.waiting = undefined;
    place?.();
  }

  private remove(card: HTMLElement): void {
    const inside = card.contains(document.activeElement);
    card.remove();
    if (inside) document.getElementById("main")?.focus({ preventScroll: true });
  }

  private place(host: HTMLElement, decision: Decision): void {
    const checkpoint = document.querySelector<HTMLElement>("[data-video-over]:not([hidden]) [data-checkpoint]");
    if (checkpoint && !AT_A_CHECKPOINT.has(decision.kind)) {
      this.waiting = () => this.place(host, decision);
      return;
    }
    const card = made(host, "offer", decision.kind);
    if (!card || !host.isConnected || this.over.has(decision.id)) return;
    const title = decision.target ? titleOf(decision.target) ?? host.dataset["next"] ?? "" : "";
    const text = card.querySelector<HTMLElement>("[data-offer-text]");
    if (text) text.textContent = (text.textContent ?? "").replace("{title}", title);
    for (const before of document.querySelectorAll(".offer")) before.remove();
    (checkpoint ?? host).append(fill(card, decision, {
      take: () => { card.remove(); this.note(decision); void this.take(host, decision); },
      decline: () => this.decline(card, decision),
    }));
    this.stoa.decisions.shown(decision.id);
    said(host, "said", headingOf(card));
  }

  /** What was taken before is only put away. */
  private decline(card: HTMLElement, decision: Decision): void {
    this.remove(card);
    if (!this.taken.has(decision.id)) this.stoa.decisions.declined(decision.id);
  }

  private note(decision: Decision): void {
    this.taken.add(decision.id);
    this.stoa.decisions.taken(decision.id);
  }

  private async take(host: HTMLElement, decision: Decision): Promise<void> {
    if (explains(decision)) return this.explainAsked(host, decision);
    if (decision.kind === "help") return showPassages(host, decision.registration, decision.object, decision.item);
    if (decision.kind === "break") {
      for (const film of document.querySelectorAll("video")) film.pause();
      document.getElementById("main")?.focus({ preventScroll: true });
      return announce(host.dataset["pauseSaid"] ?? "");
    }
    const link = decision.target ? linkTo(decision.target) : null;
    if (link) link.click();
    else if (decision.target) location.assign(`/learn/${decision.registration}/${decision.target}`);
  }

  /** Beneath a response that was not right. It counts as taken once it has been in sight for a while. */
  private async explainBeneath(host: HTMLElement, decision: Explaining, item: string): Promise<boolean> {
    const response = await wrongResponse(item);
    const panel = response && await this.panel(host, decision);
    if (!response?.isConnected || !panel) return false;
    response.after(panel);
    const ignore = whenSeen(panel, () => this.note(decision));
    panel.querySelector("[data-offer-decline]")?.addEventListener("click", ignore);
    this.stoa.decisions.shown(decision.id);
    said(host, "explainedSaid", headingOf(panel));
    return true;
  }

  /** The page itself at the other level where it has one; else beside the item, or where the card was. */
  private async explainAsked(host: HTMLElement, decision: Explaining): Promise<void> {
    const level = document.querySelector<HTMLAnchorElement>(`#player-levels [data-level="${decision.kind}"]`);
    if (level && (decision.target ?? decision.object) === decision.object && !decision.item) return level.click();
    const panel = await this.panel(host, decision);
    if (!panel) return level?.click();
    const close = panel.querySelector<HTMLElement>("[data-offer-decline]");
    if (close) close.textContent = words("close");
    const item = decision.item ? document.getElementById(`item-${decision.item}`) : null;
    if (item) item.after(panel);
    else host.before(panel);
    panel.tabIndex = -1;
    panel.scrollIntoView({ block: "nearest" });
    panel.focus({ preventScroll: true });
  }

  private async panel(host: HTMLElement, decision: Explaining): Promise<HTMLElement | undefined> {
    const object = decision.target ?? decision.object;
    const found = await explained(decision.registration, object, decision.kind);
    const panel = made(host, "explained", decision.kind);
    const text = panel?.querySelector<HTMLElement>("[data-explained-text]");
    const of = panel?.querySelector<HTMLElement>("[data-explained-of]");
    if (!found || !panel || !text || !of) return undefined;
    text.append(found.html);
    for (const each of [text, of]) { each.lang = found.lang; each.dir = found.dir; }
    if (object !== decision.object) of.append(Object.assign(document.createElement("a"), { href: `/learn/${decision.registration}/${object}?level=${decision.kind}`, textContent: found.title }));
    return fill(panel, decision, { decline: () => this.decline(panel, decision) });
  }
}

let begun = false;

/** From now on decisions appear on this page, the open one as well. Once is enough, however many objects come and go. */
export function offer(stoa: Stoa): void {
  if (begun) return;
  begun = true;
  const offers = new Offers(stoa);
  stoa.live.onDecision((decision) => {
    const host = document.getElementById("offers");
    if (host) void offers.show(host, decision);
  });
  stoa.live.onAnswered((id) => offers.end(id));
  const goOn = () => setTimeout(() => offers.goOn());
  document.addEventListener("stoa:checkpoint-done", goOn);
  document.addEventListener("click", ({ target }) => { if ((target as Element).closest("[data-checkpoint-done]")) goOn(); });
  enhance("[data-offers]", (host) => {
    const decision = stoa.live.latest(host.dataset["registration"] ?? "");
    if (decision) void offers.show(host, decision);
  });
}
