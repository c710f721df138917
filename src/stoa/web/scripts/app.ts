/* Every page loads this: requests, messages, and the behaviours of the components that are on the page. */
import "./requests.ts";
import "./offline.ts";
import "./theme.ts";
import "./toast.ts";
import "./dialog.ts";
import "./confirm.ts";
import "./menu.ts";
import "./tabs.ts";
import "./outline.ts";
import "./sort.ts";
import "./reorder.ts";
import "./file-drop.ts";
import "./person.ts";
import "./picker.ts";
import "./copy.ts";
import "./time.ts";
import { enhance } from "./enhance.ts";
import { takeBy } from "./file-link.ts";

enhance("stoa-video", () => void import("./video/element.ts"));
enhance("[data-assess]", () => void import("./assess.ts"));
enhance("[data-grades-export]", (link) => takeBy(link, async () => (await import("./grades.ts")).takeGrades(link)));
enhance("a[data-roster-export]", (link) => takeBy(link, async () => (await import("./roster.ts")).takeRoster(link as HTMLAnchorElement)));
enhance("[data-consent-form]", () => void import("./adaptive/consent.ts"));
