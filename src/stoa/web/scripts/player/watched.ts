/* Which stretches of a film were played since it was last asked. A jump ends a stretch. */

export type Stretch = [from: number, to: number];

const JUMP_S = 2;

const round = (seconds: number): number => Math.round(seconds * 10) / 10;

export function watch(root: HTMLElement): { second: () => number | undefined; take: () => Stretch[]; back: (stretches: Stretch[]) => void } {
  let stretches: Stretch[] = [];
  let open: Stretch | undefined;
  let second: number | undefined;

  const close = () => { if (open && open[1] > open[0]) stretches.push([round(open[0]), round(open[1])]); open = undefined; };
  root.addEventListener("timeupdate", (event) => {
    const video = event.target as HTMLVideoElement;
    second = round(video.currentTime);
    if (video.seeking || video.paused) return;
    if (!open || video.currentTime < open[1] || video.currentTime - open[1] > JUMP_S * Math.max(1, video.playbackRate)) { close(); open = [video.currentTime, video.currentTime]; }
    open[1] = video.currentTime;
  }, true);
  root.addEventListener("seeking", close, true);
  root.addEventListener("ended", (event) => { if (open) open[1] = (event.target as HTMLVideoElement).duration; close(); }, true);

  return {
    second: () => second,
    take: () => {
      const at = open?.[1];
      close();
      if (at !== undefined) open = [at, at];
      return stretches.splice(0);
    },
    back: (again) => { stretches = [...again, ...stretches].slice(-64); },
  };
}
