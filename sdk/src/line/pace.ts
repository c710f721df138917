/* How fast a page may send: ten batches at once, then three in two seconds. Two tabs that catch up after a night offline stay together
   below what the platform takes for a flood. What happens while a page waits gathers in its next batch. */

const MOST = 400;
const REFILL_A_S = 60;
/** A batch costs as much as so many actions, however few are in it. */
const LEAST = 40;

export class Pace {
  private left = MOST;
  private at: number;

  constructor(now: number) { this.at = now; }

  /** A batch was sent. Milliseconds to wait before another. */
  sent(actions: number, now: number): number {
    this.left = Math.min(MOST, this.left + ((now - this.at) / 1000) * REFILL_A_S) - Math.max(LEAST, actions);
    this.at = now;
    return this.left >= LEAST ? 0 : ((LEAST - this.left) / REFILL_A_S) * 1000;
  }
}
