/* One film: played, paused, sought, rate, stalls, and the stretches that were watched. */
import { tenth, type Doing } from "../actions.ts";

/** A stretch is told now and then while it grows. */
const STRETCH_S = 15;
/** Further than that from one look to the next is a jump. */
const JUMP_S = 2;
const LEAST_JUMP_S = 0.5;
const LEAST_STALL_MS = 250;
const SEEKING_RESTS_MS = 300;

interface Stretch { from: number; to: number; rate: number }

export class Film {
  /** Over the frame stands something that stopped it, not the learner. */
  held = false;
  private begun = false;
  private stretch: Stretch | undefined;
  private at = 0;
  private soughtFrom: number | undefined;
  private seeking: ReturnType<typeof setTimeout> | undefined;
  private stalledAt: number | undefined;
  private rate: number;

  constructor(private readonly video: HTMLVideoElement, private readonly tell: (doing: Doing) => void) {
    this.rate = video.playbackRate;
  }

  get playing(): boolean { return !this.video.paused && !this.video.ended; }

  readonly on: Record<string, () => void> = {
    play: () => {
      if (!this.held || !this.begun) this.tell({ type: "video.played", second: this.second });
      this.begun = true;
      this.held = false;
    },
    pause: () => {
      this.close();
      if (!this.held && !this.video.ended) this.tell({ type: "video.paused", second: this.second });
    },
    ended: () => this.close(),
    timeupdate: () => this.watch(),
    seeking: () => {
      this.close();
      this.soughtFrom ??= this.at;
    },
    seeked: () => {
      clearTimeout(this.seeking);
      this.seeking = setTimeout(() => this.sought(), SEEKING_RESTS_MS);
    },
    ratechange: () => {
      if (this.video.playbackRate === this.rate || this.video.playbackRate <= 0) return;
      this.close();
      this.rate = this.video.playbackRate;
      this.tell({ type: "video.rate_changed", second: this.second, rate: this.rate });
    },
    waiting: () => { if (this.playing && !this.video.seeking) this.stalledAt ??= performance.now(); },
    playing: () => {
      const for_ms = Math.round(performance.now() - (this.stalledAt ?? performance.now()));
      this.stalledAt = undefined;
      if (for_ms >= LEAST_STALL_MS) this.tell({ type: "video.stalled", second: this.second, for_ms });
    },
  };

  /** What was watched so far is told; watching may go on. */
  close(): void {
    const { stretch } = this;
    this.stretch = undefined;
    if (!stretch || tenth(stretch.to) <= tenth(stretch.from)) return;
    const duration = this.video.duration;
    this.tell({
      type: "video.watched",
      from_s: tenth(stretch.from),
      to_s: tenth(stretch.to),
      duration_s: tenth(Number.isFinite(duration) ? duration : stretch.to),
      rate: stretch.rate,
    });
  }

  private get second(): number { return tenth(this.video.currentTime); }

  private watch(): void {
    const now = this.video.currentTime;
    if (this.video.seeking) return;
    const last = this.stretch?.to ?? now;
    if (now < last || now - last > JUMP_S * Math.max(1, this.rate)) this.close();
    this.at = now;
    if (this.video.paused && !this.video.ended && !this.stretch) return;
    this.stretch ??= { from: now, to: now, rate: this.rate };
    this.stretch.to = now;
    if (now - this.stretch.from < STRETCH_S) return;
    this.close();
    this.stretch = { from: now, to: now, rate: this.rate };
  }

  /** Going to the place where one left is not the learner's doing, and happens before the film was begun. */
  private sought(): void {
    const from = this.soughtFrom;
    this.soughtFrom = undefined;
    this.at = this.video.currentTime;
    if (from === undefined || !this.begun || Math.abs(this.at - from) < LEAST_JUMP_S) return;
    this.tell({ type: "video.sought", from_s: tenth(from), to_s: tenth(this.at) });
  }
}
