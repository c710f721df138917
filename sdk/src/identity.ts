/* Ids that sort by time (UUIDv7, RFC 9562), made also where the page has no secure context. */

const LATEST_MS = 2 ** 48 - 1;
let last = 0;
let count = 0;

/** Never the same, and each greater than the one before, whatever the clock does. */
export function uuid7(now: number = Date.now()): string {
  const moment = Math.min(Math.max(now, 0), LATEST_MS);
  if (moment > last) { last = moment; count = 0; } else count += 1;
  if (count > 0xfff) { last += 1; count = 0; }
  const hex = last.toString(16).padStart(12, "0");
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = (random[0]! & 0x3f) | 0x80;
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${count.toString(16).padStart(3, "0")}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
