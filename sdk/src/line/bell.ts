/* Wakes whoever waits. A ring that nobody waited for is not forgotten. */

export class Bell {
  private rung = false;
  private answer: (() => void) | undefined;

  ring(): void {
    this.rung = true;
    this.answer?.();
  }

  /** Until it rings, and at most so long. */
  async wait(ms: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.answer = () => { clearTimeout(timer); resolve(); };
      });
    }
    this.rung = false;
    this.answer = undefined;
  }
}
