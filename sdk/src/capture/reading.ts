/* The page itself: in sight, in focus, how deep it was read, how long. */
import { visible } from "./sight.ts";
import { listen, type Rest, type Watcher } from "./watcher.ts";

const TOLD_EVERY_MS = 15_000;
const SCROLL_RESTS_MS = 400;
const STEP = 0.1;
const END = 0.99;

export function watchReading(watcher: Watcher): Rest {
  const { tell, sight, ended } = watcher;
  const depth = watchDepth(watcher);
  const spend = (): void => { const spent = sight.take(); if (spent) tell({ type: "time.spent", ...spent }); };
  const every = setInterval(spend, TOLD_EVERY_MS);
  ended.addEventListener("abort", () => clearInterval(every));
  listen(document, "visibilitychange", watcher, () => {
    sight.tick(!visible());
    tell({ type: "visibility.changed", visible: visible() });
  });
  listen(window, "focus blur", watcher, ({ type, target }) => {
    if (target === window) tell({ type: "focus.changed", focused: type === "focus" });
  });
  return () => {
    depth();
    sight.tick();
    spend();
  };
}

/** In steps, while scrolling rests; exactly, at the end. */
function watchDepth(watcher: Watcher): () => void {
  const { root, tell, ended } = watcher;
  let deepest = 0;
  let told = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const measure = (step: number): void => {
    const { top, height } = root.getBoundingClientRect();
    if (height === 0) return;
    deepest = Math.max(deepest, Math.min(1, Math.max(0, (innerHeight - top) / height)));
    const depth = deepest >= END ? 1 : Math.round(deepest * 100) / 100;
    if (depth - told >= step || (depth === 1 && told < 1)) tell({ type: "depth.reached", depth: told = depth });
  };
  const soon = (): void => { timer ??= setTimeout(() => { timer = undefined; measure(STEP); }, SCROLL_RESTS_MS); };
  listen(window, "scroll resize", watcher, soon);
  ended.addEventListener("abort", () => clearTimeout(timer));
  soon();
  return () => measure(0.01);
}
