/* Numbers and names as the live view says them. */
import type { LearnerLive } from "../../../../../../sdk/src/contract.ts";
import { timeOfDay } from "../../moments.ts";
import { send } from "../../wire.ts";
import { locale } from "../../words.ts";
import { amount } from "../reasons.ts";

const shares = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
const numbers = new Intl.NumberFormat(locale);

export const share = (value: number): string => shares.format(value);
export const number = (value: number): string => numbers.format(value);
/** As the person reads times on every page. */
export const clock = (time: number): string => timeOfDay(new Date(time), locale, document.documentElement.dataset["zone"]);
export const seconds = (ms: number): string => (ms > 0 ? amount(ms / 1000, "s") : "–");
/** Of the points; of who has not responded yet nobody knows. */
export const earned = ({ accuracy, responses }: LearnerLive): string => (responses ? share(accuracy) : "–");
/** Against what is usual: twice as long is 2 ×. */
export const hesitation = (octaves: number): string => amount(2 ** octaves, "rate");
export const minutes = (second: number): string => `${Math.floor(second / 60)}:${String(Math.floor(second % 60)).padStart(2, "0")}`;

/** How a level of risk looks; the number beside it says the same. */
export const kindOfRisk = (risk: number, bound: number): string => (risk >= bound ? "meter stop" : risk >= bound / 2 ? "meter careful" : "meter good");

export const filled = (text: string | undefined, values: Record<string, string>): string => (text ?? "").replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** Sets what changed and nothing else. */
export function say(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

const titles = new Map<string, string>();

/** Titles of what learners go through, once a page. */
export async function learnTitles(run: string): Promise<void> {
  const response = await send(`/api/runs/${run}/objects`).catch(() => undefined);
  if (!response?.ok) return;
  for (const { id, title } of (await response.json()) as { id: string; title: string }[]) titles.set(id, title);
}

export const titleOf = (object: string | null | undefined): string => titles.get(object ?? "") ?? "";

export const whereIs = (learner: LearnerLive, here: boolean, said: DOMStringMap): string => {
  const place = titleOf(learner.object);
  const away = said["away"] ?? "";
  if (here) return place || (said["nowhere"] ?? "");
  return place ? `${place} · ${away}` : away;
};
