/* A file of the course, chosen or sent. What is sent is checked by the server, which says what would be right. */
import { enhance } from "../enhance.ts";
import { isProblem, readProblem } from "../problem.ts";
import { unique } from "../unique.ts";
import { send } from "../wire.ts";
import { say } from "./words.ts";

export interface Medium { name: string; media_type: string }

/** Sends a file into the course of the form that holds `element`. Throws an Error with words for a person. */
export async function sendMedium(element: Element, file: File): Promise<Medium> {
  const url = element.closest<HTMLElement>("[data-media-url]")?.dataset["mediaUrl"] ?? "";
  const body = new FormData();
  body.append("file", file);
  const headers = { "Idempotency-Key": unique(), Accept: "application/json" };
  const response = await send(url, { method: "POST", body, headers }).catch(() => undefined);
  if (response?.ok) return (await response.json()) as Medium;
  if (response && isProblem(response)) {
    const problem = await readProblem(response);
    throw new Error(problem.detail ?? problem.title);
  }
  throw new Error(say("notSent"));
}

/** Where the page finds a file of the course. */
export const mediumAddress = (element: Element, name: string): string =>
  `${element.closest<HTMLElement>("[data-media-base]")?.dataset["mediaBase"] ?? ""}/${name}`;

enhance("[data-medium]", (choice) => {
  const input = choice.querySelector<HTMLInputElement>("[data-medium-file]");
  const select = choice.querySelector<HTMLSelectElement>("[data-medium-select]");
  const said = choice.querySelector("[data-medium-words]");
  if (!input || !select || !said) return;
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (!file) return;
    said.textContent = say("sending", { name: file.name });
    sendMedium(choice, file).then(({ name }) => {
      if (![...select.options].some((option) => option.value === name)) select.add(new Option(name, name));
      select.value = name;
      select.dispatchEvent(new Event("input", { bubbles: true }));
      said.textContent = say("sent", { name });
    }, (error: Error) => { said.textContent = error.message; }).finally(() => { input.value = ""; });
  });
});
