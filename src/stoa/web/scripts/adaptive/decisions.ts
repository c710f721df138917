/* Decisions on the learner's page, fetched when everything that is read is there; once, however often the object changes. */
import { enhance } from "../enhance.ts";

let begun = false;

enhance("[data-offers]", () => {
  if (begun) return;
  begun = true;
  const begin = async () => {
    const [{ stoa }, { offer }] = await Promise.all([import("../live.ts"), import("./offers.ts")]);
    offer(stoa);
  };
  if (document.readyState === "complete") void begin();
  else addEventListener("load", () => void begin(), { once: true });
});
