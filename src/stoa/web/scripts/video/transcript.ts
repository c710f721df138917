/* The transcript is made of the captions: one line a cue, the current one marked and kept in sight, a press goes there. */

export const clock = (seconds: number): string => {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return (parts[0] ? parts : parts.slice(1)).map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
};

function line(cue: VTTCue, video: HTMLVideoElement): HTMLButtonElement {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "transcript-line" });
  const time = Object.assign(document.createElement("time"), { textContent: clock(cue.startTime) });
  const text = document.createElement("span");
  text.append(cue.getCueAsHTML());
  button.append(time, text);
  button.addEventListener("click", () => { video.currentTime = cue.startTime + 0.01; void video.play().catch(() => undefined); });
  return button;
}

/** Keep a line in sight inside its box, without moving the page. */
function reveal(box: HTMLElement, entry: HTMLElement): void {
  const top = entry.offsetTop - box.offsetTop;
  if (top < box.scrollTop || top + entry.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = top - box.clientHeight / 3;
}

export function transcript(element: HTMLElement, video: HTMLVideoElement): () => void {
  const box = element.querySelector<HTMLElement>("[data-transcript]");
  const trackElement = video.querySelector<HTMLTrackElement>("track[default]") ?? video.querySelector("track");
  const track = trackElement?.track;
  if (!box || !track || !trackElement) return () => undefined;
  if (track.mode === "disabled") track.mode = "hidden";
  box.lang = trackElement.srclang;
  const lines = new Map<TextTrackCue, HTMLButtonElement>();

  const fill = () => {
    lines.clear();
    for (const cue of track.cues ?? []) lines.set(cue, line(cue as VTTCue, video));
    box.replaceChildren(...lines.values());
  };
  const follow = () => {
    const active = new Set(track.activeCues ?? []);
    for (const [cue, entry] of lines) {
      const on = active.has(cue);
      if (on && !entry.hasAttribute("aria-current")) reveal(box, entry);
      if (on) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
    }
  };

  if (trackElement.readyState === HTMLTrackElement.LOADED) fill();
  trackElement.addEventListener("load", fill);
  track.addEventListener("cuechange", follow);
  return () => track.removeEventListener("cuechange", follow);
}
