/* How long the page has been in sight, and with somebody at it. */

/** After so long without a sign, whoever looks is no longer taken to be there. */
const IDLE_MS = 30_000;
const TICK_MS = 1000;
const SIGNS = ["pointermove", "scroll", "touchmove", "wheel"] as const;

export interface Spent { for_ms: number; visible_ms: number; active_ms: number; keys: number; pointers: number }

export const visible = (): boolean => document.visibilityState === "visible";

export class Sight {
  /** Since the beginning, so that others can measure a stretch of it. */
  visibleMs = 0;
  private activeMs = 0;
  private keys = 0;
  private pointers = 0;
  private ticked = performance.now();
  private stirred = performance.now();
  private told = { at: performance.now(), visible: 0, active: 0 };

  /** playing: a film counts as somebody being there. */
  constructor(private readonly playing: () => boolean, ended: AbortSignal) {
    const stir = (): void => { this.stirred = performance.now(); };
    const on = (name: string, hear: () => void) => addEventListener(name, hear, { signal: ended, passive: true, capture: true });
    for (const sign of SIGNS) on(sign, stir);
    on("keydown", () => { this.keys += 1; stir(); });
    on("pointerdown", () => { this.pointers += 1; stir(); });
    const every = setInterval(() => this.tick(), TICK_MS);
    ended.addEventListener("abort", () => clearInterval(every));
  }

  /** Call before visibility changes the answer. A machine that slept was not looked at. */
  tick(wasVisible = visible()): void {
    const now = performance.now();
    const passed = Math.min(now - this.ticked, 2 * TICK_MS);
    this.ticked = now;
    if (!wasVisible) return;
    this.visibleMs += passed;
    if (this.playing() || now - this.stirred < IDLE_MS) this.activeMs += passed;
  }

  /** Since it was last taken. Nothing where nobody looked. */
  take(): Spent | undefined {
    const { at, visible: seen, active } = this.told;
    const spent = {
      for_ms: Math.round(this.ticked - at),
      visible_ms: Math.round(this.visibleMs - seen),
      active_ms: Math.round(this.activeMs - active),
      keys: this.keys,
      pointers: this.pointers,
    };
    if (spent.visible_ms === 0) return undefined;
    this.told = { at: this.ticked, visible: this.visibleMs, active: this.activeMs };
    this.keys = this.pointers = 0;
    return spent;
  }
}
