/* What only the editor's pages load: rich texts, rows, files of a course, a folder as a source. */
import "./editor/rows.ts";
import "./editor/medium.ts";
import "./editor/folder.ts";
import "./editor/unsaved.ts";
import { enhance } from "./enhance.ts";

enhance("textarea[data-rich]", (area) => {
  void import("./editor/rich.ts").then(({ mount }) => mount(area as HTMLTextAreaElement));
});
