/* The choice of what pages tell, kept by the SDK in this browser and valid in every tab at once. */
import { enhance } from "../enhance.ts";
import { stoa } from "../live.ts";

enhance("[data-consent-form]", (form) => {
  const said = form.querySelector<HTMLElement>("[data-consent-said]");
  for (const option of form.querySelectorAll<HTMLInputElement>("input[name=scope]")) {
    option.checked = option.value === stoa.consent.scope;
    option.addEventListener("change", () => {
      if (!option.checked) return;
      stoa.consent.set(option.value === "learning" ? "learning" : "essential");
      if (said) said.textContent = said.dataset["kept"] ?? "";
    });
  }
});
