/** Numbers and times as people read them. */
import * as l10n from '@vscode/l10n';
import { localText, offsetText } from '../../restoreSpec/dateFormat.ts';

/** As the service counts: a KB is 1024 bytes. */
const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
const unitStep = 1024;

/** The value, or 0 for what can't be an amount. */
const amountOrZero = (value: number) => (Number.isFinite(value) && value > 0 ? value : 0);

/** A number with at most three digits, which say enough. */
const threeDigits = (value: number) => String(value < 99.95 ? Math.round(value * 10) / 10 : Math.round(value));

/** Such as `12.3 MB`. */
export function formatBytes(bytes: number): string {
  let value = Math.round(amountOrZero(bytes));
  let unit = 0;
  // 1023.7 KB would be rounded to 1024 KB.
  while (Math.round(value) >= unitStep && unit < units.length - 1) {
    value /= unitStep;
    unit++;
  }
  return `${threeDigits(value)} ${units[unit]}`;
}

/** Such as `12.3 MB/s`. */
export function formatSpeed(bytesPerSecond: number): string {
  return l10n.t('{0}/s', formatBytes(bytesPerSecond));
}

/** The two greatest units of a duration, such as `45 s`, `3 min`, `2 h 5 min` or `3 d 4 h`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(amountOrZero(seconds));
  if (whole < 60) return l10n.t('{0} s', whole);
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return l10n.t('{0} min', minutes);
  if (minutes < 24 * 60) {
    const [h, min] = [Math.floor(minutes / 60), minutes % 60];
    return min === 0 ? l10n.t('{0} h', h) : l10n.t('{0} h {1} min', h, min);
  }
  const hours = Math.round(whole / 3600);
  const [d, h] = [Math.floor(hours / 24), hours % 24];
  return h === 0 ? l10n.t('{0} d', d) : l10n.t('{0} d {1} h', d, h);
}

/** Times after this one are taken for mistakes, as in specs. In ms since 1970. */
const latestTime = 100_000_000_000_000;

/** Whether it can be a time of a job. @param ms since 1970 */
export const isTime = (ms: number) => ms > 0 && ms < latestTime;

/**
 * A time in this machine's time zone with its offset from UTC, such as `2026-11-28 22:15:03 +01:00`: without the offset, two times an
 * hour apart would read the same on the day on which clocks are put back. Empty for what can't be a time.
 *
 * @param ms since 1970
 */
export function timeText(ms: number | undefined): string {
  return ms !== undefined && isTime(ms) ? localText(Math.floor(ms / 1000)) : '';
}

/**
 * The offset from UTC of a time where it is another one than now's, such as `+02:00`: without it, two rows an hour apart would read the same on
 * the day on which clocks are put back. Empty where it is the same, or for what can't be a time.
 *
 * @param ms since 1970
 */
export function otherOffset(ms: number, now: number): string {
  if (!isTime(ms)) return '';
  const offset = offsetText(new Date(ms));
  return offset === offsetText(new Date(now)) ? '' : offset;
}
