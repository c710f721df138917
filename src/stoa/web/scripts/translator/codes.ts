/* Inline codes: a private-use character stands in the text where one belongs, the first at U+E000. */

export interface Code { kind: "open" | "close" | "alone"; label: string; markup: string; pair: number | null }

const FIRST = 0xe000;
const LAST = 0xf8ff;

export const mark = (index: number): string => String.fromCharCode(FIRST + index);
export const isMark = (sign: string): boolean => sign.charCodeAt(0) >= FIRST && sign.charCodeAt(0) <= LAST;
export const indexOf = (sign: string): number => sign.charCodeAt(0) - FIRST;

/** The code that closes what that one opens, -1 where there is none. */
export function closing(codes: readonly Code[], index: number): number {
  const opened = codes[index];
  if (opened?.kind !== "open" || opened.pair === null) return -1;
  return codes.findIndex((code) => code.kind === "close" && code.pair === opened.pair);
}
