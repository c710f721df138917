/* The last values of something, and the line that they make. */

export class Samples {
  private values: Float32Array;
  private times: Float64Array;
  private next = 0;
  length = 0;

  constructor(private readonly most: number) {
    this.values = new Float32Array(most);
    this.times = new Float64Array(most);
  }

  add(time: number, value: number): void {
    this.values[this.next] = value;
    this.times[this.next] = time;
    this.next = (this.next + 1) % this.most;
    this.length = Math.min(this.length + 1, this.most);
  }

  /** Oldest first. */
  *[Symbol.iterator](): Generator<[time: number, value: number]> {
    for (let place = 0; place < this.length; place += 1) {
      const at = (this.next - this.length + place + this.most) % this.most;
      yield [this.times[at]!, this.values[at]!];
    }
  }
}

export interface Frame { width: number; height: number; from: number; to: number; most: number }

const rounded = (value: number): string => value.toFixed(1);
/** Times and values as places in the frame. */
const scales = ({ width, height, from, to, most }: Frame) => ({
  x: (time: number): string => rounded(((Math.max(time, from) - from) / Math.max(1, to - from)) * width),
  y: (value: number): string => rounded(height - (Math.min(value, most) / most) * height),
});

/** Each value holds until the next one, the last one until the frame's end. */
export function steps(samples: Iterable<[number, number]>, frame: Frame): string {
  const { x, y } = scales(frame);
  let path = "";
  let last = "";
  for (const [time, value] of samples) {
    const at = y(value);
    path += path ? `H${x(time)}V${at}` : `M${x(time)} ${at}`;
    last = at;
  }
  return last ? `${path}H${frame.width}` : "";
}

/** The ground between two rows of values that were taken at the same times. */
export function band(low: Iterable<[number, number]>, high: Iterable<[number, number]>, frame: Frame): string {
  const there = steps(high, frame);
  const back = [...low].reverse();
  if (!there || back.length === 0) return "";
  const { x, y } = scales(frame);
  return `${there}V${y(back[0]![1])}${back.map(([time, value]) => `V${y(value)}H${x(time)}`).join("")}Z`;
}

/** The value below which that share of the sorted ones lies. */
export const quantile = (sorted: Float32Array, share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
