/* A note remembers the paragraph beside which it is written. */
import { enhance } from "../enhance.ts";
import { current } from "./place.ts";

enhance("[data-note-form]", (form) => {
  const anchor = form.querySelector<HTMLInputElement>("input[name=anchor]");
  form.querySelector("textarea")?.addEventListener("focus", () => { if (anchor) anchor.value = current()?.id ?? ""; });
});
