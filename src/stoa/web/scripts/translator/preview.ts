/* The page around the unit as readers will see it: fetched after the desk while it is open, then kept up with what is typed. */
import { send } from "../wire.ts";
import { announce } from "../words.ts";
import { indexOf, isMark } from "./codes.ts";
import { joinRow, leaveRow } from "./row.ts";

const OPEN = "stoa:desk-preview";
const SIDE = "stoa:desk-preview-side";
const SOON_MS = 200;

const wide = matchMedia("(min-width: 84rem)");
const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

let asked: AbortController | undefined;

export class Preview {
  private readonly page: HTMLElement;
  private text: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly desk: HTMLElement, private readonly box: HTMLDetailsElement) {
    this.page = box.querySelector<HTMLElement>("[data-preview-page]")!;
    asked?.abort();
    box.addEventListener("toggle", () => { if (box.open) this.soon(); });
    box.querySelector("summary")?.addEventListener("click", () => this.keep(!box.open));
    box.addEventListener("click", (event) => this.pressed(event.target as Element));
    this.markSide();
    box.open = (localStorage.getItem(OPEN) ?? (wide.matches ? "open" : "closed")) === "open";
  }

  toggle(): void {
    this.box.open = !this.box.open;
    this.keep(this.box.open);
    announce(this.box.dataset[this.box.open ? "shownWord" : "hiddenWord"] ?? "");
  }

  /** What stands in the target now. */
  write(text: string): void {
    this.text = text;
    const here = this.page.querySelector<HTMLElement>("[data-here]");
    if (!here || this.side !== "target") return;
    const blank = !text.trim();
    const source = this.desk.querySelector<HTMLElement>("#source")!;
    const { lang, dir } = blank ? source : this.desk.querySelector<HTMLElement>("#target")!;
    if (blank) joinRow(here, lang, dir);
    else leaveRow(here, source.lang);
    Object.assign(here, { lang, dir, innerHTML: this.drawn(blank ? this.desk.dataset["source"] ?? "" : text) });
  }

  private get side(): string { return localStorage.getItem(SIDE) ?? "target"; }
  private keep(open: boolean): void { localStorage.setItem(OPEN, open ? "open" : "closed"); }

  private pressed(at: Element): void {
    const side = at.closest<HTMLElement>("[data-side]")?.dataset["side"];
    if (side) localStorage.setItem(SIDE, side);
    if (side) this.markSide();
    if (side || at.closest("[data-preview-again]")) void this.load();
  }

  private markSide(): void {
    for (const key of this.box.querySelectorAll<HTMLElement>("[data-side]")) key.setAttribute("aria-pressed", String(key.dataset["side"] === this.side));
  }

  /** Who goes on at once to the next unit asks for no page. */
  private soon(): void {
    this.put("waits");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (this.box.isConnected && this.box.open) void this.load(); }, SOON_MS);
  }

  private async load(): Promise<void> {
    asked?.abort();
    const { signal } = (asked = new AbortController());
    this.put("waits");
    const response = await send(`${this.box.dataset["preview"]}?side=${this.side}`, { headers: { "HX-Request": "true" }, signal }).catch(() => undefined);
    const said = response?.ok ? await response.text().catch(() => "") : "";
    if (signal.aborted) return;
    if (!said) return this.put("failed");
    this.page.innerHTML = said;
    if (this.text !== undefined) this.write(this.text);
    this.bring();
  }

  private put(state: string): void {
    const drawn = this.box.querySelector<HTMLTemplateElement>(`[data-preview-${state}]`);
    if (drawn) this.page.replaceChildren(drawn.content.cloneNode(true));
  }

  /** The unit comes into sight within the page that is shown; what is worked at stays where it is. */
  private bring(): void {
    const here = this.page.querySelector<HTMLElement>("[data-here]");
    for (let around = here?.closest("details"); around && around !== this.box; around = around.parentElement?.closest("details")) around.open = true;
    if (here) this.page.scrollTop += here.getBoundingClientRect().top - this.page.getBoundingClientRect().top - this.page.clientHeight / 3;
  }

  /** Words as they are, and for each mark what the server showed of its code. */
  private drawn(text: string): string {
    const codes = JSON.parse(this.page.querySelector<HTMLElement>("[data-codes]")?.dataset["codes"] ?? "[]") as string[];
    return [...text].map((sign) => (isMark(sign) ? codes[indexOf(sign)] ?? "" : signs[sign] ?? sign)).join("");
  }
}
