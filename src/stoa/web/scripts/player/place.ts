/* Keeps the place in a text: the first block in sight is told to the server a moment after scrolling rests, and when leaving.
   POST {data-place-url} with {"place": id}. The page comes back with #id, or data-place-at on the player. */
import { enhance } from "../enhance.ts";
import { unique } from "../unique.ts";
import { send } from "../wire.ts";

const REST_MS = 1500;

export const blocks = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(".player-main [data-place], .reading [id^='p-']")];

/** The first block that is not yet past the bar. */
export function current(): HTMLElement | undefined {
  const top = document.querySelector(".player-bar")?.getBoundingClientRect().bottom ?? 0;
  const all = blocks();
  return all.find((block) => block.getBoundingClientRect().bottom > top + 8) ?? all.at(-1);
}

enhance("[data-player]", (player) => {
  const url = player.dataset["placeUrl"];
  const at = player.dataset["placeAt"];
  if (at && !location.hash) blocks().find((block) => block.dataset["place"] === at)?.scrollIntoView({ block: "start", behavior: "instant" });
  if (!url) return;
  let told = at;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (leaving: boolean) => {
    clearTimeout(timer);
    const place = current()?.dataset["place"];
    if (!place || place === told) return;
    const init = { method: "POST", body: JSON.stringify({ place }), headers: { "content-type": "application/json", "Idempotency-Key": unique() }, keepalive: leaving };
    const sent = leaving ? fetch(url, init) : send(url, init);
    told = place;
    sent.then((response) => { if (!response.ok) told = undefined; }, () => { told = undefined; });
  };

  addEventListener("scroll", () => { clearTimeout(timer); timer = setTimeout(() => tell(false), REST_MS); }, { passive: true });
  addEventListener("pagehide", () => tell(true));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(true); });
});
