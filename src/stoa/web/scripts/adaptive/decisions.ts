/* Decisions on the learner's page, fetched when everything that is read is there. */
import { enhance } from "../enhance.ts";

enhance("[data-offers]", () => {
  const begin = async () => {
    const [{ stoa }, { offer }] = await Promise.all([import("../live.ts"), import("./offers.ts")]);
    offer(stoa);
  };
  if (document.readyState === "complete") void begin();
  else addEventListener("load", () => void begin(), { once: true });
});
