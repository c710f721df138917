/* Every film of the object, whenever it appears: media events are heard on their way down. */
import { Film } from "./film.ts";
import { listen, type Rest, type Watcher } from "./watcher.ts";

const MEDIA = "play pause ended timeupdate seeking seeked ratechange waiting playing";
/** Dispatch it on the film's container when something of the page stops the film, such as a checkpoint. */
const HELD = "stoa:checkpoint";

export class Films {
  private readonly films = new Map<HTMLVideoElement, Film>();

  watch(watcher: Watcher): Rest {
    listen(watcher.root, MEDIA, watcher, ({ type, target }) => {
      if (target instanceof HTMLVideoElement) this.film(target, watcher).on[type]?.();
    });
    listen(watcher.root, HELD, watcher, ({ target }) => {
      const video = (target as Element).querySelector("video");
      if (video) this.film(video, watcher).held = true;
    });
    return () => { for (const film of this.films.values()) film.close(); };
  }

  get playing(): boolean { return [...this.films.values()].some(({ playing }) => playing); }

  private film(video: HTMLVideoElement, { tell }: Watcher): Film {
    const film = this.films.get(video) ?? new Film(video, tell);
    this.films.set(video, film);
    return film;
  }
}
