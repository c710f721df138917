/* Tells what a learner does with the object on the page, once there is nothing more urgent to do. When another object or level takes its
   place, the one before was left. Element: [data-capture] with data-registration, data-object and data-shown-level. */
import { enhance } from "../enhance.ts";

const AT_LATEST_MS = 3000;

function rested(): Promise<void> {
  return new Promise((resolve) => {
    const calm = (): void => {
      if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: AT_LATEST_MS });
      else setTimeout(resolve);
    };
    if (document.readyState === "complete") calm();
    else addEventListener("load", calm, { once: true });
  });
}

enhance("[data-capture]", (root) => {
  void (async () => {
    await rested();
    const { stoa } = await import("../live.ts");
    const { registration = "", object = "", shownLevel } = root.dataset;
    if (root.isConnected) stoa.capture({ registration, object, level: shownLevel, root });
  })();
});
