/* Links that put a file together: taken over as soon as they stand in the page, while what they need may still be on its way. */
import { toast } from "./toast.ts";

/** The link puts a file together instead of leading to one; what went wrong is said, with another try. */
export function takeBy(link: HTMLElement, take: () => Promise<void>): void {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    if (link.getAttribute("aria-busy") === "true") return;
    link.setAttribute("aria-busy", "true");
    take()
      .catch(() => toast(link.dataset["failed"] ?? "", { kind: "stop", action: { label: link.textContent?.trim() ?? "", run: () => link.click() } }))
      .finally(() => link.removeAttribute("aria-busy"));
  });
}
