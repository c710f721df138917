/* Where the film comes from: HLS natively, HLS by hls.js (loaded only then), or the plain file that the markup names. */
import { toast } from "../toast.ts";
import { words } from "../words.ts";

export function attachSource(element: HTMLElement, video: HTMLVideoElement): () => void {
  const url = element.dataset["hls"];
  if (!url) return () => undefined;
  if (video.canPlayType("application/vnd.apple.mpegurl")) {
    video.src = url;
    return () => video.removeAttribute("src");
  }
  let stop = () => undefined as void;
  void import("hls.js/light").then(({ default: Hls }) => {
    if (!element.isConnected || !Hls.isSupported()) return;
    // The policy of our pages allows no blob: worker; remuxing fragmented MP4 is light enough without one.
    const hls = new Hls({ enableWorker: false, maxBufferLength: 30, capLevelToPlayerSize: true });
    hls.on(Hls.Events.ERROR, (_name, data) => {
      if (!data.fatal) return;
      if (data.type === Hls.ErrorTypes.NETWORK_ERROR && navigator.onLine) return void setTimeout(() => hls.startLoad(), 3000);
      if (data.type === Hls.ErrorTypes.MEDIA_ERROR) return hls.recoverMediaError();
      toast(words("videoFailed"), { kind: "stop", action: { label: words("retry"), run: () => hls.loadSource(url) } });
    });
    hls.loadSource(url);
    hls.attachMedia(video);
    stop = () => hls.destroy();
  });
  return () => stop();
}
