/* <stoa-video>: a native <video> with HLS where the browser has none of its own, a transcript that follows, checkpoints, and the place
   kept to the second. Native controls stay: they are known, translated and accessible.

   Events, all bubbling: stoa:checkpoint {id} of the one that opens, stoa:checkpoint-done (dispatched by the item set) closes it,
   stoa:video-place {position_s} whenever the place is kept. */
import { checkpoints } from "./checkpoints.ts";
import { keepPlace } from "./place.ts";
import { attachSource } from "./source.ts";
import { transcript } from "./transcript.ts";

class Video extends HTMLElement {
  private cleanups: (() => void)[] = [];

  connectedCallback(): void {
    const video = this.querySelector("video");
    if (!video || this.cleanups.length > 0) return;
    this.cleanups = [attachSource(this, video), keepPlace(this, video), checkpoints(this, video), transcript(this, video)];
  }

  disconnectedCallback(): void {
    for (const cleanup of this.cleanups.splice(0)) cleanup();
  }
}

customElements.define("stoa-video", Video);
