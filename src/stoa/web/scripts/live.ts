/* This page's line to the platform, by the SDK as others use it: what the learner does goes up, what is decided comes down.

   Import it when the page is interactive, never before: nothing that is read waits for it. */
import { start } from "../../../../sdk/src/index.ts";
import { send } from "./wire.ts";

const { person = "", consent } = document.documentElement.dataset;

export const stoa = start({ learner: person, consent: consent === "learning" ? "learning" : "essential", fetch: send });
