/** The throughput over time as a line of text, and its figures. */
import type { Throughput } from '../progress.ts';
import { isTime } from './units.ts';

const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** The most columns: they fit into a line of a ticket. */
const maxColumns = 60;

const isSound = ({ from, to, speed }: Throughput) =>
  from >= 0 && to > from && isTime(to) && speed >= 0 && speed <= Number.MAX_SAFE_INTEGER;

/** How long the part of a period is that lies between two times (ms), and what was moved in it (bytes/s × ms). */
function overlap({ from, to, speed }: Throughput, start: number, end: number): { ms: number; moved: number } {
  const ms = Math.max(Math.min(to, end) - Math.max(from, start), 0);
  return { ms, moved: ms * speed };
}

function average(parts: readonly Throughput[], start: number, end: number): number | undefined {
  let [ms, moved] = [0, 0];
  for (const part of parts) {
    const found = overlap(part, start, end);
    ms += found.ms;
    moved += found.moved;
  }
  return ms > 0 ? moved / ms : undefined;
}

/** The line: one column for each equal part of the time, blank where nothing is known. @param parts oldest first */
export function sparkline(parts: readonly Throughput[], columns: number = maxColumns): string {
  const sound = parts.filter(isSound);
  const [first, last] = [sound[0], sound.at(-1)];
  if (!first || !last) return '';
  const count = Math.max(Math.min(columns, sound.length), 1);
  const width = (last.to - first.from) / count;
  const values = Array.from({ length: count }, (_, index) =>
    average(sound, first.from + index * width, first.from + (index + 1) * width),
  );
  const most = Math.max(...values.map((value) => value ?? 0));
  return values
    .map((value) => (value === undefined ? ' ' : bars[most > 0 ? Math.round((value / most) * (bars.length - 1)) : 0]))
    .join('');
}

/** Speeds in bytes per second, and the time from first to last in seconds. */
export interface Figures {
  readonly average: number;
  readonly highest: number;
  readonly last: number;
  readonly seconds: number;
}

/** @returns undefined where nothing is known */
export function figuresOf(parts: readonly Throughput[]): Figures | undefined {
  const sound = parts.filter(isSound);
  const [first, last] = [sound[0], sound.at(-1)];
  if (!first || !last) return undefined;
  return {
    average: average(sound, first.from, last.to) ?? 0,
    highest: Math.max(...sound.map(({ speed }) => speed)),
    last: last.speed,
    seconds: (last.to - first.from) / 1000,
  };
}
