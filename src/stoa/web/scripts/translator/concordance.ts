/* Words of the desk, looked up in what is approved: those that are marked, or typed into the box beside it. */
import { announce } from "../words.ts";
import { send } from "../wire.ts";

export class Concordance {
  private readonly form: HTMLFormElement;
  private readonly box: HTMLInputElement;
  private readonly places: HTMLElement;
  private asked: AbortController | undefined;

  constructor(private readonly desk: HTMLElement, private readonly part: HTMLElement) {
    this.form = part.querySelector("form")!;
    this.box = part.querySelector("input")!;
    this.places = part.querySelector<HTMLElement>("[data-places]")!;
    this.form.addEventListener("submit", (event) => { event.preventDefault(); void this.ask(); });
  }

  /** What is marked is looked up, and the cursor stays; else the box is there to be typed into. */
  find(): void {
    const marked = this.marked();
    if (!marked) return this.box.focus();
    this.box.value = marked;
    void this.ask();
  }

  /** The words that are marked on the desk, without the codes among them. */
  private marked(): string {
    const selection = getSelection();
    const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
    if (!range || !this.desk.contains(range.commonAncestorContainer)) return "";
    const part = range.cloneContents();
    for (const code of part.querySelectorAll(".code")) code.replaceWith(" ");
    return (part.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, this.box.maxLength);
  }

  private async ask(): Promise<void> {
    this.asked?.abort();
    const { signal } = (this.asked = new AbortController());
    this.put("wait");
    const address = `${this.form.getAttribute("action")}?${new URLSearchParams({ words: this.box.value })}`;
    const response = await send(address, { headers: { "HX-Request": "true" }, signal }).catch(() => undefined);
    const said = response?.ok ? await response.text().catch(() => "") : "";
    if (signal.aborted) return;
    if (said) this.places.innerHTML = said;
    else this.put("failed");
    announce(this.places.querySelector("[data-said]")?.textContent?.trim() ?? "");
  }

  private put(state: string): void {
    const drawn = this.part.querySelector<HTMLTemplateElement>(`[data-places-${state}]`);
    if (drawn) this.places.replaceChildren(drawn.content.cloneNode(true));
  }
}
