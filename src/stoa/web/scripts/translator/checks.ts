/* The server's checks of what is being typed, a moment after the last key. Only the latest answer is shown. */
import { unique } from "../unique.ts";
import { send } from "../wire.ts";

const SOON_MS = 400;

export class Checks {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked: AbortController | undefined;

  constructor(private readonly place: HTMLElement, private readonly text: () => string, private readonly shown: () => void) {}

  later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), SOON_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.asked?.abort();
  }

  private async ask(): Promise<void> {
    this.asked?.abort();
    const { signal } = (this.asked = new AbortController());
    const headers = { "HX-Request": "true", "Idempotency-Key": unique() };
    const body = new URLSearchParams({ target: this.text() });
    const response = await send(this.place.dataset["checks"] ?? "", { method: "POST", headers, body, signal }).catch(() => undefined);
    const said = response?.ok ? await response.text().catch(() => "") : "";
    if (!said || signal.aborted) return;
    if (said !== this.place.innerHTML) this.place.innerHTML = said;
    this.shown();
  }
}
