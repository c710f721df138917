/* Light, dark or as the device says; remembered in this browser, applied before painting by head.ts. */
import { enhance } from "./enhance.ts";

const root = document.documentElement;
const chosen = (): string => localStorage.getItem("stoa:theme") ?? "system";

function choose(theme: string): void {
  if (theme === "system") {
    localStorage.removeItem("stoa:theme");
    delete root.dataset["theme"];
  } else {
    localStorage.setItem("stoa:theme", theme);
    root.dataset["theme"] = theme;
  }
}

enhance("[data-theme-choice]", (group) => {
  const buttons = [...group.querySelectorAll("button")];
  const show = () => buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.value === chosen())));
  for (const button of buttons) button.addEventListener("click", () => { choose(button.value); show(); });
  show();
});
