/* [data-copy="text"]: a press copies it. */
import { enhance } from "./enhance.ts";
import { toast } from "./toast.ts";

enhance("[data-copy]", (button) => {
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(button.dataset["copy"] ?? "").then(
      () => toast(button.dataset["copied"] ?? "", { kind: "good" }),
      () => toast(button.dataset["notCopied"] ?? "", { kind: "stop" }),
    );
  });
});
