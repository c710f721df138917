/* Keeps a line open: credentials before it and before they end, another way where WebSockets do not pass, patience when nothing does. */
import { backoff, pause } from "../backoff.ts";
import { asked } from "../consent.ts";
import { credentials, renewAfter } from "./credentials.ts";
import type { Ears, Line, Site } from "./line.ts";
import { openPlain } from "./plain.ts";
import { openSocket } from "./socket.ts";

/** So many sockets in a row have to fail before plain HTTP takes over; now and then a socket is tried again. */
const SOCKETS_TRIED = 2;
const PLAIN_FOR_MS = 120_000;
/** A line that closes sooner than that counts as a failure: whoever refuses us shall not be asked in a circle. */
const STEADY_MS = 5000;
/** A server that goes closes all lines at once; they shall not all come back at once. */
const SPREAD_MS = 1500;

interface Opened { line: Line; renewAfterMs: number }

export class Connection {
  readonly listeners = new Set<(up: boolean) => void>();
  private present: Line | undefined;
  private early = new AbortController();
  private failures = 0;
  private refused = 0;
  private ended = false;

  constructor(private readonly site: Site, private readonly runs: ReadonlySet<string>, private readonly ears: Ears) {}

  get line(): Line | undefined { return this.present; }

  /** Whatever it waits for: try now. */
  again(): void { this.early.abort(); }

  async end(): Promise<void> {
    this.ended = true;
    this.again();
    await this.line?.end();
  }

  async keep(): Promise<void> {
    while (!this.ended) {
      this.early = new AbortController();
      const began = performance.now();
      try {
        await this.stay(await this.open());
      } catch {
        this.failures += 1;
        await pause(backoff(this.failures), this.early.signal);
        continue;
      }
      if (performance.now() - began > STEADY_MS) this.failures = 0;
      if (this.line) continue;
      await pause(this.failures === 0 ? Math.random() * SPREAD_MS : backoff(this.failures), this.early.signal);
      this.failures += 1;
    }
  }

  /** The new line is there before the old one goes: what is pushed meanwhile comes twice, never not at all. */
  private async stay({ line, renewAfterMs }: Opened): Promise<void> {
    const before = this.line;
    if (this.ended) return line.end();
    this.turn(line);
    void line.closed.then(() => { if (this.line === line) this.turn(undefined); });
    this.ears.opened();
    void before?.end();
    await Promise.race([line.closed, pause(renewAfterMs, this.early.signal)]);
  }

  private turn(line: Line | undefined): void {
    const changed = (line === undefined) !== (this.present === undefined);
    this.present = line;
    if (changed) for (const listener of this.listeners) listener(line !== undefined);
  }

  private async open(): Promise<Opened> {
    const runs = [...this.runs];
    const plain = (): Opened => ({ line: openPlain(this.site, runs, this.ears), renewAfterMs: PLAIN_FOR_MS });
    const given = await credentials(this.site, runs);
    this.ears.admitted(given?.consent ?? await asked(this.site));
    if (!given) return plain();
    try {
      const line = await openSocket(given, this.site.origin, this.ears);
      this.refused = 0;
      return { line, renewAfterMs: renewAfter(given.token) };
    } catch (error) {
      this.refused += 1;
      if (this.refused < SOCKETS_TRIED) throw error;
      return plain();
    }
  }
}
