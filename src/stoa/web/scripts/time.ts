/* <stoa-time>: a moment in the reader's zone and language; the exact moment, and the course's zone, on hover. */
import { locale } from "./words.ts";

const STEPS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_557_600], ["month", 2_629_800], ["week", 604_800], ["day", 86_400], ["hour", 3600], ["minute", 60],
];

/** "3 minutes ago", "in 2 days". difference_s: from now, negative in the past. */
export function relative(differenceS: number, language = locale): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, seconds] of STEPS) {
    if (Math.abs(differenceS) >= seconds) return format.format(Math.trunc(differenceS / seconds), unit);
  }
  return format.format(0, "second");
}

const inZone = (moment: Date, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", ...(timeZone && { timeZone }) }).format(moment);

class Time extends HTMLElement {
  private timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    this.show();
    if (this.dataset["style"] === "relative") this.timer = setInterval(() => this.show(), 30_000);
  }

  disconnectedCallback(): void { clearInterval(this.timer); }

  private show(): void {
    const element = this.querySelector("time");
    const moment = new Date(element?.dateTime ?? "");
    if (!element || Number.isNaN(moment.getTime())) return;
    const zone = this.dataset["zone"];
    const style = this.dataset["style"];
    if (style === "relative") element.textContent = relative((moment.getTime() - Date.now()) / 1000);
    else if (style === "date") element.textContent = new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(moment);
    else element.textContent = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(moment);
    this.title = zone ? `${inZone(moment)}\n${zone}: ${inZone(moment, zone)}` : inZone(moment);
  }
}

customElements.define("stoa-time", Time);
