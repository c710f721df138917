/* The banner that says the line is gone. The browser's own word is taken, and a request that found no server. */

let reachable = true;

function show(): void {
  const banner = document.querySelector<HTMLElement>("[data-offline]");
  if (banner) banner.hidden = navigator.onLine && reachable;
}

/** A request has found the server, or has not. */
export function lineSeems(up: boolean): void {
  reachable = up;
  show();
}

addEventListener("online", () => lineSeems(true));
addEventListener("offline", show);
show();
