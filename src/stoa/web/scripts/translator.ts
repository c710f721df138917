/* What only the pages of translators load. */
import { enhance } from "./enhance.ts";
import { announce } from "./words.ts";

enhance("[data-desk]", (element) => void import("./translator/desk.ts").then(({ Desk }) => new Desk(element)));
enhance("[data-sentence]", (element) => void import("./translator/sentence.ts").then(({ Sentence }) => new Sentence(element)));
enhance("[data-desk-empty]", (element) => { announce(element.dataset["said"] ?? ""); });
