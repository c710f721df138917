/* Drafts: what is typed is kept on the server soon after, and the unit with it. */
import { unique } from "../unique.ts";
import { send } from "../wire.ts";
import { locale } from "../words.ts";

const SOON_MS = 1500;
const LEASE_MS = 30 * 60_000;
const AGAIN_MS = 10_000;

const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: document.documentElement.dataset["zone"] });
const filled = (text: string | undefined, at: number): string => (text ?? "").replace("{time}", clock.format(at));

export class Drafts {
  private kept: string;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly desk: HTMLElement, private readonly text: () => string) {
    this.kept = text();
    const until = Date.parse(desk.querySelector<HTMLElement>("[data-lease]")?.dataset["heldUntil"] ?? "");
    if (until) this.say("lease", filled(desk.dataset["leaseWord"], until));
    addEventListener("pagehide", () => { if (this.changed) void this.put(true); });
  }

  get on(): boolean { return Boolean(this.desk.dataset["draftable"]) && this.desk.isConnected; }
  private get changed(): boolean { return this.on && this.text() !== this.kept; }

  later(after = SOON_MS): void {
    clearTimeout(this.timer);
    if (this.on) this.timer = setTimeout(() => void this.now(), after);
  }

  /** Nothing is sent where nothing changed. */
  async now(): Promise<void> {
    clearTimeout(this.timer);
    if (this.changed) await this.put(false);
  }

  /** What is just being accepted is no draft, unless it is still here afterwards. */
  hold(): void { this.later(AGAIN_MS); }

  stop(): void { clearTimeout(this.timer); this.desk.dataset["draftable"] = ""; }

  private async put(leaving: boolean): Promise<void> {
    const text = this.text();
    const headers = { "Content-Type": "application/json", "Idempotency-Key": unique() };
    const request = { method: "PUT", keepalive: leaving, headers, body: JSON.stringify({ target: text }) };
    const response = await send(`/api/units/${this.desk.dataset["unit"]}/draft`, request).catch(() => undefined);
    if (!this.desk.isConnected) return;
    if (response?.ok) return this.said(text);
    const lost = response?.status === 409 || response?.status === 404;
    this.desk.querySelector<HTMLElement>("[data-lost]")!.hidden = !lost;
    this.say("kept", this.desk.dataset["notKeptWord"]);
    if (!lost) this.later(AGAIN_MS);
  }

  private said(text: string): void {
    this.kept = text;
    this.say("kept", filled(this.desk.dataset["keptWord"], Date.now()));
    this.say("lease", filled(this.desk.dataset["leaseWord"], Date.now() + LEASE_MS));
  }

  private say(where: string, text: string | undefined): void {
    const element = this.desk.querySelector(`[data-${where}]`);
    if (element) element.textContent = text ?? "";
  }
}
