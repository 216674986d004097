/** How fast a job goes and how long it still takes, from what was seen of it over time. */
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import { isPending, type JobRecord, type Sample } from './record.ts';

/** The most samples kept of a job; with more, every second one is let go. */
const mostSamples = 120;
/** What lies further back says nothing of how fast it goes now, in ms. */
const recentMs = 5 * 60_000;
const dayInSeconds = 86_400;

const sane = (value: number | undefined, most = Number.MAX_SAFE_INTEGER) =>
  value !== undefined && Number.isFinite(value) && value >= 0 ? Math.min(value, most) : undefined;

/** What an entry of the service's list says of progress; numbers that can't be are left out. `at` in ms. */
export function sampleOf(seen: RestoreJobInfo, at: number): Sample {
  const progress = sane(seen.Progress, 10_000);
  const bytes = sane(seen.BytesDone);
  const kilobytes = sane(seen.Speed);
  return {
    at,
    ...(progress !== undefined && { progress }),
    ...(bytes !== undefined && { bytes }),
    ...(kilobytes !== undefined && { speed: kilobytes * 1024 }),
  };
}

/** The samples with one more; where there are too many, with every second one less. */
export function addSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  // The clock was set back: what came before would count as the future.
  const before = last && sample.at <= last.at ? samples.filter(({ at }) => at < sample.at) : samples;
  const all = [...before, sample];
  return all.length <= mostSamples ? all : all.filter((_, index) => index % 2 === 0 || index === all.length - 1);
}

/** The part of the samples that tells how it goes now: since the last step back, and not too long ago. */
function recent(samples: readonly Sample[]): readonly Sample[] {
  const last = samples.at(-1);
  if (!last) return [];
  let start = samples.length - 1;
  while (start > 0) {
    const [earlier, later] = [samples[start - 1], samples[start]];
    if (!earlier || !later || last.at - earlier.at > recentMs) break;
    if ((earlier.progress ?? 0) > (later.progress ?? 0) || (earlier.bytes ?? 0) > (later.bytes ?? 0)) break;
    start--;
  }
  return samples.slice(start);
}

/** Hundredths of a percent in a second, of late; undefined where nothing moved. */
export function progressRate({ samples = [] }: JobRecord): number | undefined {
  const [first, last] = [recent(samples)[0], samples.at(-1)];
  if (first?.progress === undefined || last?.progress === undefined) return undefined;
  const rate = ((last.progress - first.progress) * 1000) / (last.at - first.at);
  return Number.isFinite(rate) && rate > 0 ? rate : undefined;
}

/** Bytes in a second: as the service says it, else by what was restored of late. */
export function speedOf({ samples = [] }: JobRecord): number | undefined {
  const [first, last] = [recent(samples)[0], samples.at(-1)];
  if (last?.speed !== undefined && last.speed > 0) return last.speed;
  if (first?.bytes === undefined || last?.bytes === undefined) return undefined;
  const speed = ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  return Number.isFinite(speed) && speed > 0 ? speed : undefined;
}

/** Seconds to the end at the pace of late; undefined where that can't be said, or would be more than 30 days. */
export function secondsLeft(record: JobRecord): number | undefined {
  const progress = record.samples?.at(-1)?.progress;
  const rate = progressRate(record);
  if (!isPending(record) || record.notFound || progress === undefined || rate === undefined) return undefined;
  const seconds = Math.round((10_000 - progress) / rate);
  return seconds > 0 && seconds < 30 * dayInSeconds ? seconds : undefined;
}

/** A stretch of time and how fast it went in it. */
export interface Throughput {
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** Bytes per second. */
  readonly speed: number;
}

/** The throughput between the samples, in the order of time; a step back counts as standing still. */
export function throughputOf({ samples = [] }: JobRecord): Throughput[] {
  return samples.slice(1).flatMap((sample, index) => {
    const before = samples[index];
    if (!before || sample.at <= before.at) return [];
    const moved =
      sample.bytes !== undefined && before.bytes !== undefined
        ? (Math.max(sample.bytes - before.bytes, 0) * 1000) / (sample.at - before.at)
        : sample.speed;
    return moved === undefined ? [] : [{ from: before.at, to: sample.at, speed: moved }];
  });
}
