/* Moments in words: in a language, and in the zone of who reads. zone: IANA, as the person chose it; undefined is the device's own. */

const STEPS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_557_600], ["month", 2_629_800], ["week", 604_800], ["day", 86_400], ["hour", 3600], ["minute", 60],
];

/** "3 minutes ago", "in 2 days". difference_s: from now, negative in the past. */
export function relative(differenceS: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, seconds] of STEPS) {
    if (Math.abs(differenceS) >= seconds) return format.format(Math.trunc(differenceS / seconds), unit);
  }
  return format.format(0, "second");
}

function written(moment: Date, language: string, how: Intl.DateTimeFormatOptions, zone?: string): string {
  try {
    return new Intl.DateTimeFormat(language, { ...how, ...(zone && { timeZone: zone }) }).format(moment);
  } catch {
    // A zone that this browser does not know yet.
    return new Intl.DateTimeFormat(language, how).format(moment);
  }
}

/** The day, or the day and the time of day, as it is where the reader is. */
export function shown(moment: Date, style: "date" | "moment", language: string, zone?: string): string {
  return written(moment, language, { dateStyle: "medium", ...(style === "moment" && { timeStyle: "short" }) }, zone);
}

/** To the second. */
export function timeOfDay(moment: Date, language: string, zone?: string): string {
  return written(moment, language, { timeStyle: "medium" }, zone);
}

/** In full, a line for each zone: the reader's first, then the other one that it was meant in. */
export function exact(moment: Date, language: string, zone?: string, other?: string): string {
  const how: Intl.DateTimeFormatOptions = { dateStyle: "long", timeStyle: "short" };
  const here = zone ? `${zone}: ${written(moment, language, how, zone)}` : written(moment, language, how);
  return other && other !== zone ? `${here}\n${other}: ${written(moment, language, how, other)}` : here;
}
