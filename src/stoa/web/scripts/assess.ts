/* Items: how long a response took, from shown to given. The time is taken once for what was typed, so that sending the same response
   again after a failure sends the same bytes under the same Idempotency-Key. */
import { enhance } from "./enhance.ts";

const seconds = (from: number): string => ((performance.now() - from) / 1000).toFixed(1);

enhance("form[data-response]", (form) => {
  const field = form.querySelector<HTMLInputElement>("input[name='think_time_s']");
  if (!field) return;
  const shown = performance.now();
  for (const change of ["input", "change", "stoa:reordered"]) form.addEventListener(change, () => { field.value = ""; });
  form.addEventListener("submit", () => { field.value ||= seconds(shown); }, { capture: true });
});
