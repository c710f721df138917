/* A unit on the desk: the target, its codes and proposals, keys, drafts, checks and the time it takes. */
import { announce } from "../words.ts";
import { Checks } from "./checks.ts";
import type { Code } from "./codes.ts";
import { Concordance } from "./concordance.ts";
import { Drafts } from "./drafts.ts";
import { doingOf, type Doing } from "./keys.ts";
import { Preview } from "./preview.ts";
import { Spent } from "./spent.ts";
import { Target } from "./target.ts";

let first = true;

export class Desk {
  private readonly codes: Code[];
  private readonly target: Target | undefined;
  private readonly drafts: Drafts | undefined;
  private readonly checks: Checks | undefined;
  private readonly preview: Preview | undefined;
  private readonly concordance: Concordance | undefined;

  constructor(private readonly desk: HTMLElement) {
    this.codes = JSON.parse(desk.dataset["codes"] ?? "[]") as Code[];
    const area = desk.querySelector<HTMLTextAreaElement>("#target");
    new Spent(desk);
    const preview = desk.querySelector<HTMLDetailsElement>("[data-preview]");
    if (preview) this.preview = new Preview(desk, preview);
    const concordance = desk.querySelector<HTMLElement>("[data-concordance]");
    if (concordance) this.concordance = new Concordance(desk, concordance);
    if (area) {
      const target = new Target(area, this.codes, (desk.dataset["source"] ?? "").includes("\n"), () => this.written());
      this.target = target;
      this.drafts = new Drafts(desk, () => target.text);
      this.checks = new Checks(desk.querySelector<HTMLElement>("#findings")!, () => target.text, () => this.showTerms());
      this.showUsed();
      this.preview?.write(target.text);
    }
    desk.addEventListener("click", (event) => this.pressed(event.target as Element));
    desk.addEventListener("submit", (event) => { if ((event.target as Element).id === "accept-form") this.drafts?.hold(); });
    this.listen();
    this.arrive();
  }

  private written(): void {
    this.showUsed();
    this.preview?.write(this.target?.text ?? "");
    this.checks?.later();
    this.drafts?.later();
  }

  /** Which codes of the source stand in the target already. */
  private showUsed(): void {
    const used = this.target?.used ?? new Set<number>();
    for (const key of this.all("[data-insert]")) {
      const index = Number(key.dataset["insert"]) - 1;
      key.dataset["used"] = String(used.has(index));
      key.setAttribute("aria-pressed", String(used.has(index)));
    }
  }

  /** Which terms of the glossary the target lacks, by what the checks said of it last. */
  private showTerms(): void {
    const lacking = new Set(this.all("[data-lacks]").map((finding) => finding.dataset["lacks"]));
    const blank = !this.target?.text.trim();
    for (const term of this.all("[data-term]")) term.dataset["missing"] = String(blank || lacking.has(term.dataset["term"]));
  }

  private pressed(at: Element): void {
    const insert = at.closest<HTMLElement>("[data-insert]");
    if (insert) this.put(Number(insert.dataset["insert"]));
    const words = at.closest<HTMLElement>("[data-put]")?.dataset["put"];
    if (words) this.putTerm(words);
    const use = at.closest<HTMLElement>("[data-use]");
    if (use) this.use(use.dataset["use"] ?? "", use.dataset["offer"]);
  }

  private put(number: number): void {
    const code = this.codes[number - 1];
    if (!code) return announce((this.desk.dataset["noCodeWord"] ?? "").replace("{number}", String(number)));
    this.target?.put(number - 1);
    announce((this.desk.dataset["codeWord"] ?? "").replace("{number}", String(number)).replace("{name}", code.label));
  }

  private putTerm(words: string): void {
    this.target?.insert(words);
    announce((this.desk.dataset["termWord"] ?? "").replace("{term}", words));
  }

  private putMissing(): void {
    const used = this.target?.used ?? new Set<number>();
    const missing = this.codes.findIndex((_, index) => !used.has(index));
    if (missing < 0) announce(this.desk.dataset["noneMissingWord"] ?? "");
    else this.put(missing + 1);
  }

  private use(text: string, number: string | undefined): void {
    this.target?.replace(text);
    if (number) announce((this.desk.dataset["takenWord"] ?? "").replace("{number}", number));
  }

  private async leave(button: string): Promise<void> {
    if (button === "[data-skip]") await this.drafts?.now();
    this.drafts?.stop();
    this.checks?.stop();
    this.press(button);
  }

  private press(selector: string): void { this.desk.querySelector<HTMLElement>(selector)?.click(); }
  private all(selector: string): HTMLElement[] { return [...this.desk.querySelectorAll<HTMLElement>(selector)]; }

  private readonly doing: Doing = {
    accept: () => void this.press("[data-accept], [data-take]"),
    save: () => void this.drafts?.now(),
    skip: () => void this.leave("[data-skip]"),
    code: (number) => this.put(number),
    missing: () => this.putMissing(),
    offer: (number) => this.press(`[data-offer="${number}"]`),
    source: () => this.use(this.desk.dataset["source"] ?? "", undefined),
    machine: () => this.press("[data-machine]"),
    find: () => this.concordance?.find(),
    target: () => this.target?.focus(),
    comment: () => this.desk.querySelector<HTMLElement>("#comment-text")?.focus(),
    term: (number) => this.press(`[data-put-number="${number}"]`),
    preview: () => this.preview?.toggle(),
    keys: () => this.press('[data-opens="desk-keys"]'),
  };

  /** Before the browser and the target have their say, and only while this desk is the one on the page. */
  private listen(): void {
    const heard = (event: KeyboardEvent) => {
      if (!this.desk.isConnected) return document.removeEventListener("keydown", heard, true);
      const dialog = document.querySelector("dialog[open]");
      const run = dialog ? undefined : doingOf(event, this.doing);
      if (!run) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    document.addEventListener("keydown", heard, true);
  }

  /** Said to who hears the page, and the cursor where the work is; a phone keeps its keyboard down at first. */
  private arrive(): void {
    const clash = this.desk.querySelector<HTMLElement>("[data-clash]");
    if (clash) clash.focus();
    else if (!first || matchMedia("(hover: hover)").matches) this.target?.focus();
    if (!first) announce(this.desk.dataset["said"] ?? "");
    first = false;
  }
}
