/* What only the translator's desk loads. */
import { enhance } from "./enhance.ts";
import { announce } from "./words.ts";

enhance("[data-desk]", (element) => void import("./translator/desk.ts").then(({ Desk }) => new Desk(element)));
enhance("[data-desk-empty]", (element) => { announce(element.dataset["said"] ?? ""); });
