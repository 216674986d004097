/** How fast a job goes and how long it still takes, computed from the samples of its progress. */
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import { isPending, type JobRecord, type Sample } from './record.ts';

/** The most samples that are kept of a job. Where there are more, every second one is dropped. */
const mostSamples = 120;
/** Older samples say nothing of how fast a job goes now. In ms. */
const recentMs = 5 * 60_000;
const dayInSeconds = 86_400;

/** A number that can be an amount, at most `most`; undefined for anything else. */
const plausible = (value: number | undefined, most = Number.MAX_SAFE_INTEGER) =>
  value !== undefined && Number.isFinite(value) && value >= 0 ? Math.min(value, most) : undefined;

/**
 * The progress in an entry of the service's list. Numbers that can't be true are left out.
 *
 * @param at when it was read, in ms since 1970
 */
export function sampleOf(seen: RestoreJobInfo, at: number): Sample {
  const progress = plausible(seen.Progress, 10_000);
  const bytes = plausible(seen.BytesDone);
  const kilobytes = plausible(seen.Speed);
  return {
    at,
    ...(progress !== undefined && { progress }),
    ...(bytes !== undefined && { bytes }),
    ...(kilobytes !== undefined && { speed: kilobytes * 1024 }),
  };
}

/** The samples with one more. Where there are too many then, every second one is dropped. */
export function addSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  // The clock was set back, so samples from before would lie in the future.
  const before = last && sample.at <= last.at ? samples.filter(({ at }) => at < sample.at) : samples;
  const all = [...before, sample];
  return all.length <= mostSamples ? all : all.filter((_, index) => index % 2 === 0 || index === all.length - 1);
}

/** The samples that tell how fast the job goes now: those since the last step back that are not too old. */
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

/** The recent progress in hundredths of a percent per second; undefined where nothing moved. */
export function progressRate({ samples = [] }: JobRecord): number | undefined {
  const [first, last] = [recent(samples)[0], samples.at(-1)];
  if (first?.progress === undefined || last?.progress === undefined) return undefined;
  const rate = ((last.progress - first.progress) * 1000) / (last.at - first.at);
  return Number.isFinite(rate) && rate > 0 ? rate : undefined;
}

/** Bytes per second: as the service says it, else by what was restored recently. */
export function speedOf({ samples = [] }: JobRecord): number | undefined {
  const [first, last] = [recent(samples)[0], samples.at(-1)];
  if (last?.speed !== undefined && last.speed > 0) return last.speed;
  if (first?.bytes === undefined || last?.bytes === undefined) return undefined;
  const speed = ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  return Number.isFinite(speed) && speed > 0 ? speed : undefined;
}

/** Seconds to the end at the recent rate; undefined where it is not known, or would be more than 30 days. */
export function secondsLeft(record: JobRecord): number | undefined {
  const progress = record.samples?.at(-1)?.progress;
  const rate = progressRate(record);
  if (!isPending(record) || record.notFound || progress === undefined || rate === undefined) return undefined;
  const seconds = Math.round((10_000 - progress) / rate);
  return seconds > 0 && seconds < 30 * dayInSeconds ? seconds : undefined;
}

/** A period, and how fast the job went in it. */
export interface Throughput {
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** Bytes per second. */
  readonly speed: number;
}

/** The throughput between the samples, oldest first. A step back counts as no progress. */
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
