/* Switching the level of explanation keeps the place: the link carries the block that is being read. */
import { enhance } from "../enhance.ts";
import { current } from "./place.ts";

enhance("[data-levels]", (levels) => {
  levels.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-level]");
    const place = current();
    if (!link || !place?.id) return;
    const url = new URL(link.href);
    url.hash = place.id;
    link.href = url.href;
  });
});
