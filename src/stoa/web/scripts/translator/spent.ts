/* The seconds that somebody works at a unit: while the page is seen and something happens on it. */

const IDLE_MS = 60_000;

export class Spent {
  seconds = 0;
  private seen = Date.now();
  private readonly ticking: ReturnType<typeof setInterval>;

  constructor(desk: HTMLElement) {
    const touch = () => { this.seen = Date.now(); };
    for (const name of ["keydown", "pointerdown", "pointermove", "wheel"]) desk.addEventListener(name, touch, { passive: true });
    const shown = desk.querySelector("[data-spent]");
    const sent = desk.querySelector<HTMLInputElement>("[data-seconds]");
    this.ticking = setInterval(() => {
      if (!desk.isConnected) return clearInterval(this.ticking);
      if (document.hidden || Date.now() - this.seen > IDLE_MS) return;
      this.seconds += 1;
      if (sent) sent.value = String(this.seconds);
      if (shown) shown.textContent = `${Math.floor(this.seconds / 60)}:${String(this.seconds % 60).padStart(2, "0")}`;
    }, 1000);
  }
}
