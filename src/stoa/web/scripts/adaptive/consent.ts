/* The choice of what pages tell. The SDK keeps it with the person, and says when it was made on another page. */
import { enhance } from "../enhance.ts";
import { stoa } from "../live.ts";

enhance("[data-consent-form]", (form) => {
  const said = form.querySelector<HTMLElement>("[data-consent-said]");
  const options = [...form.querySelectorAll<HTMLInputElement>("input[name=scope]")];
  const say = (name: string) => { if (said) said.textContent = said.dataset[name] ?? ""; };
  const show = () => { for (const option of options) option.checked = option.value === stoa.consent.scope; };
  const choose = async (option: HTMLInputElement) => {
    say("keeping");
    try {
      await stoa.consent.set(option.value === "learning" ? "learning" : "essential");
      say("kept");
    } catch {
      say(stoa.consent.scope === "essential" ? "owed" : "failed");
    }
    show();
  };
  for (const option of options) option.addEventListener("change", () => void choose(option));
  stoa.consent.listen(show);
  // On a slow line one may have chosen before this script came.
  const chosen = options.find((option) => option.checked && !option.defaultChecked);
  if (chosen) void choose(chosen);
});
