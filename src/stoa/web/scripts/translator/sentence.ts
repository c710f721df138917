/* A sentence by itself, as readers reported it: its target with chips, and the codes to put into it. */
import { announce } from "../words.ts";
import type { Code } from "./codes.ts";
import { Target } from "./target.ts";

export class Sentence {
  private readonly codes: Code[];
  private readonly target: Target;

  constructor(private readonly sentence: HTMLElement) {
    this.codes = JSON.parse(sentence.dataset["codes"] ?? "[]") as Code[];
    const area = sentence.querySelector("textarea")!;
    area.required = false; // Nobody can be led to what is hidden; the server says what is empty.
    this.target = new Target(area, this.codes, false, () => this.showUsed());
    this.showUsed();
    sentence.addEventListener("click", (event) => {
      const key = (event.target as Element).closest<HTMLElement>("[data-insert]");
      if (key) this.put(Number(key.dataset["insert"]));
    });
    for (const link of document.querySelectorAll(`a[href="#${area.id}"]`)) {
      link.addEventListener("click", (event) => { event.preventDefault(); this.target.focus(); });
    }
  }

  private put(number: number): void {
    this.target.put(number - 1);
    announce((this.sentence.dataset["codeWord"] ?? "").replace("{number}", String(number)).replace("{name}", this.codes[number - 1]?.label ?? ""));
  }

  /** Which codes of the source stand in the target already. */
  private showUsed(): void {
    const used = this.target.used;
    for (const key of this.sentence.querySelectorAll<HTMLElement>("[data-insert]")) {
      const there = used.has(Number(key.dataset["insert"]) - 1);
      key.dataset["used"] = String(there);
      key.setAttribute("aria-pressed", String(there));
    }
  }
}
