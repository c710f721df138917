/* The browser's clock, however wrong, within what the contract takes. The server knows how wrong by when a batch was sent. */

const LATEST_MS = 4_102_444_800_000;

export const wall = (): number => Math.min(Math.max(Math.round(Date.now()), 0), LATEST_MS);
