/* A learning session: how long somebody was active in this window, in all. It survives the step from page to page and ends with
   the window, or after half an hour of nothing. Told again and again as a sum, so a report that is lost or doubled does no harm. */
import { unique } from "../unique.ts";

export interface LearningSession { id: string; began_at: string; active_s: number }
interface Kept extends LearningSession { seen: number }

const RESTS_AFTER_MS = 60_000;
const ENDS_AFTER_MS = 30 * 60_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "scroll", "touchstart"] as const;

let stirred = Date.now();
for (const sign of SIGNS) addEventListener(sign, () => { stirred = Date.now(); }, { passive: true, capture: true });

const playing = (): boolean => [...document.querySelectorAll("video")].some((video) => !video.paused);
const active = (): boolean => document.visibilityState === "visible" && (playing() || Date.now() - stirred < RESTS_AFTER_MS);

function read(key: string): Kept | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "null") as Kept | null;
    return kept && Date.now() - kept.seen < ENDS_AFTER_MS ? kept : undefined;
  } catch { return undefined; }
}

/** The learning session of a registration, counting while the page lives. now: the server's time. */
export function attend(registration: string, now: () => Date): { get: () => LearningSession; leave: () => void } {
  const key = `stoa:learning-session:${registration}`;
  const kept: Kept = read(key) ?? { id: unique(), began_at: now().toISOString(), active_s: 0, seen: Date.now() };
  const tick = setInterval(() => {
    if (!active()) return;
    kept.active_s += 1;
    kept.seen = Date.now();
    sessionStorage.setItem(key, JSON.stringify(kept));
  }, 1000);
  return { get: () => ({ id: kept.id, began_at: kept.began_at, active_s: kept.active_s }), leave: () => clearInterval(tick) };
}
