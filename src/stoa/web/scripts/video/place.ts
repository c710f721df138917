/* Begins at the second where one left, or that the address names (#t=12), and tells the second: every ten while playing, on pause, on leaving.
   POST {data-place-url} with {"position_s": 83.2, "duration_s": 240}. */
import { unique } from "../unique.ts";
import { send } from "../wire.ts";

const EVERY_S = 10;

export function keepPlace(element: HTMLElement, video: HTMLVideoElement): () => void {
  const url = element.dataset["placeUrl"];
  const resume = Number(element.dataset["resume"] ?? 0);
  let told = resume;

  const asked = () => Number(/^#t=(\d+)$/.exec(location.hash)?.[1] ?? Number.NaN);
  const go = () => { if (asked() >= 0 && asked() < video.duration) video.currentTime = asked(); };
  const begin = () => { if (asked() >= 0) go(); else if (resume > 0 && resume < video.duration - 2 && video.currentTime < 1) video.currentTime = resume; };
  const tell = (leaving = false) => {
    const position_s = Math.round(video.currentTime * 10) / 10;
    if (Math.abs(position_s - told) < 1) return;
    told = position_s;
    element.dispatchEvent(new CustomEvent("stoa:video-place", { bubbles: true, detail: { position_s } }));
    if (!url) return;
    const body = JSON.stringify({ position_s, duration_s: Number.isFinite(video.duration) ? video.duration : null });
    const headers = { "content-type": "application/json", "Idempotency-Key": unique() };
    const sent = leaving ? fetch(url, { method: "POST", body, headers, keepalive: true }) : send(url, { method: "POST", body, headers });
    sent.catch(() => { told = Number.NaN; });
  };
  const playing = () => { if (!(Math.abs(video.currentTime - told) < EVERY_S)) tell(); };

  if (video.readyState >= HTMLMediaElement.HAVE_METADATA) begin();
  video.addEventListener("loadedmetadata", begin);
  video.addEventListener("timeupdate", playing);
  const leave = () => tell(true);
  video.addEventListener("pause", () => tell());
  addEventListener("pagehide", leave);
  addEventListener("hashchange", go);
  return () => { leave(); removeEventListener("pagehide", leave); removeEventListener("hashchange", go); };
}
