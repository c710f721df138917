/* <stoa-time>: a moment in the reader's zone and language; the exact moment, and the course's zone, on hover.
   The zone is the one that the person chose, data-zone of the page; somebody unknown reads in the device's. */
import { exact, relative, shown } from "./moments.ts";
import { locale } from "./words.ts";

const reader = document.documentElement.dataset["zone"];

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
    const style = this.dataset["style"];
    if (style === "relative") element.textContent = relative((moment.getTime() - Date.now()) / 1000, locale);
    else element.textContent = shown(moment, style === "date" ? "date" : "moment", locale, reader);
    this.title = exact(moment, locale, reader, this.dataset["zone"]);
  }
}

customElements.define("stoa-time", Time);
