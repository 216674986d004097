/** Numbers as people read them. */
import * as l10n from '@vscode/l10n';

/** As the service counts: a KB is 1024 bytes. */
const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
const unitStep = 1024;

/** What can't be an amount counts as none. */
const amount = (value: number) => (Number.isFinite(value) && value > 0 ? value : 0);

/** Three digits say enough. */
const short = (value: number) => String(value < 99.95 ? Math.round(value * 10) / 10 : Math.round(value));

/** Such as `12.3 MB`. */
export function formatBytes(bytes: number): string {
  let value = Math.round(amount(bytes));
  let unit = 0;
  // 1023.7 KB would be rounded to 1024 KB.
  while (Math.round(value) >= unitStep && unit < units.length - 1) {
    value /= unitStep;
    unit++;
  }
  return `${short(value)} ${units[unit]}`;
}

/** Such as `12.3 MB/s`. */
export function formatSpeed(bytesPerSecond: number): string {
  return l10n.t('{0}/s', formatBytes(bytesPerSecond));
}

/** The two greatest units of a duration, such as `45 s`, `3 min`, `2 h 5 min` or `3 d 4 h`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(amount(seconds));
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
