/* Reasons in plain words: what was looked at, its value, and the bound it went beyond. A value that is the bound says it already, and not
   from which side it was reached. The words stand in #feature-words. */
import { locale } from "../words.ts";

export interface Reason { feature: string; value: number; bound: number }
export interface Said { what: string; value: string; bound: string }

const source = (): HTMLTemplateElement | null => document.querySelector("template#feature-words");
const word = (name: string): string => source()?.dataset[name] ?? "";
const number = (value: number, how: Intl.NumberFormatOptions = {}): string => new Intl.NumberFormat(locale, { maximumFractionDigits: 1, ...how }).format(value);
const time = (value: number, unit: "second" | "minute" | "hour"): string => number(value, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: unit === "hour" ? 1 : 0 });

/** Octaves: twice as long is 1, half as long is -1. */
function times(octaves: number): string {
  const factor = 2 ** octaves;
  return Math.abs(factor - 1) < 0.1 ? word("octavesUsual") : word("octavesMore").replace("{times}", number(factor));
}

export function amount(value: number, unit: string): string {
  switch (unit) {
    case "share": return number(value, { style: "percent", maximumFractionDigits: 0 });
    case "s": return value < 100 ? time(value, "second") : time(value / 60, "minute");
    case "min": return time(value, "minute");
    case "h": return time(value, "hour");
    case "octaves": return times(value);
    case "rate": return `${number(value)}\u00a0×`;
    case "yes": return word(value > 0 ? "yes" : "no");
    case "level": return word(value < 0 ? "simpler" : value > 0 ? "deeper" : "standard");
    case "step": return number(value, { signDisplay: "exceptZero" });
    default: return number(value);
  }
}

export function said({ feature, value, bound }: Reason): Said {
  const entry = source()?.content.querySelector<HTMLDataElement>(`data[value="${CSS.escape(feature)}"]`);
  const unit = entry?.dataset["unit"] ?? "";
  const limit = word(value > bound ? "atLeast" : "atMost").replace("{bound}", amount(bound, unit));
  return { what: entry?.textContent ?? feature, value: amount(value, unit), bound: unit === "yes" || value === bound ? "" : limit };
}

/** As an entry of a list. */
export function reasonEntry(reason: Reason): HTMLLIElement {
  const { what, value, bound } = said(reason);
  const entry = document.createElement("li");
  entry.append(`${what}: `, Object.assign(document.createElement("strong"), { textContent: value }));
  if (bound) entry.append(" ", Object.assign(document.createElement("small"), { textContent: `(${bound})` }));
  return entry;
}
