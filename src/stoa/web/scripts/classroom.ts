/* The live view of a course run: state first, then what is pushed, drawn at most once a frame. */
import { Classroom } from "./adaptive/classroom/classroom.ts";
import { Closer, drawClass } from "./adaptive/classroom/lines.ts";
import { People } from "./adaptive/classroom/people.ts";
import { Risks } from "./adaptive/classroom/risks.ts";
import { Films, Items } from "./adaptive/classroom/things.ts";
import { clock, filled, learnTitles, say } from "./adaptive/classroom/words.ts";
import type { Run } from "../../../../sdk/src/live/run.ts";
import { enhance } from "./enhance.ts";
import { stoa } from "./live.ts";

const OVERVIEW_EVERY_MS = 250;
const SAMPLE_EVERY_MS = 1000;
const DEFAULT_RISK = 0.7;

enhance("[data-live-run]", (root) => {
  const room = new Classroom(Number(root.dataset["riskBound"]) || DEFAULT_RISK);
  const part = (name: string) => root.querySelector<HTMLElement>(`[data-live-${name}]`)!;
  let known: Run | undefined;
  const latest = (registration: string) => known?.learners.get(registration);
  const closer = new Closer(document.getElementById("live-learner") as HTMLDialogElement, room, latest, root.dataset);
  const open = (registration: string) => closer.open(registration);
  const people = new People(part("people"), room, latest, root, open);
  const risks = new Risks(part("risks"), room, root, open);
  const items = new Items(root, room);
  const films = new Films(root, room);
  /** Whom the address asks for, opened once they are known. */
  let wanted = location.hash.slice(1);
  let asked = false;
  let news = false;
  let overviewAt = -Infinity;
  let sampledAt = -Infinity;

  /** Rows in sight with every frame that has news; what is made of everybody now and then. */
  function draw(now: number): void {
    asked = false;
    if (!known) return;
    const wait = overviewAt + OVERVIEW_EVERY_MS - now;
    if (wait <= 0) {
      overviewAt = now;
      overview(now);
    } else if (news) setTimeout(ask, wait);
    news = wait > 0 && news;
    people.draw();
    if (closer.isOpen) closer.draw();
  }

  function overview(now: number): void {
    room.refresh();
    const nobody = room.learners.length === 0;
    part("loading").hidden = true;
    part("empty").hidden = !nobody;
    part("all").hidden = nobody;
    if (nobody) return;
    people.arrange(now);
    if (now - sampledAt >= SAMPLE_EVERY_MS) { sampledAt = now; room.sample(); }
    drawClass(root, room);
    risks.draw();
    items.draw();
    films.draw();
  }

  const ask = () => { if (!asked) { asked = true; requestAnimationFrame(draw); } };
  stoa.live.onRun(root.dataset["liveRun"] ?? "", (run, changed) => {
    known = run;
    room.take(run, changed);
    if (wanted && run.learners.has(wanted)) { open(wanted); wanted = ""; }
    news = true;
    ask();
  });
  // Time goes on without pushes too: who is quiet goes away, lines grow.
  setInterval(ask, SAMPLE_EVERY_MS);
  void learnTitles(root.dataset["liveRun"] ?? "");
  showLine(root, room);
});

/** Whether what is shown is of now. The browser's own word is heard too: a line that is cut is found out late. */
function showLine(root: HTMLElement, room: Classroom): void {
  const line = document.querySelector<HTMLElement>("[data-live-line]");
  let arrives = false;
  let once = false;
  const show = () => {
    const up = arrives && navigator.onLine;
    once ||= up;
    const state = up ? "up" : once || !navigator.onLine ? "down" : "waiting";
    for (const each of line?.querySelectorAll<HTMLElement>("[data-line]") ?? []) each.hidden = each.dataset["line"] !== state;
    say(line?.querySelector("[data-live-as-of]"), state === "down" && room.asOf ? filled(root.dataset["asOf"], { time: clock(room.asOf) }) : "");
    root.classList.toggle("is-old", state === "down");
  };
  stoa.live.onLine((up) => { arrives = up; show(); });
  for (const name of ["online", "offline"]) addEventListener(name, show);
}
