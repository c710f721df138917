/* How long to wait after the nth failure in a row: twice as long each time, and never all pages at once. */

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

export function backoff(failures: number, random: () => number = Math.random): number {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return most / 2 + (random() * most) / 2;
}

/** Resolves after the time, or at once when `early` says that waiting makes no sense any more. */
export function pause(ms: number, early: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => { clearTimeout(timer); early.removeEventListener("abort", done); resolve(); };
    const timer = setTimeout(done, ms);
    if (early.aborted) done();
    else early.addEventListener("abort", done);
  });
}
