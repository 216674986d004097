/** UNIX times of a spec as dates that a person reads, and the other way round. */
import * as l10n from '@vscode/l10n';
import { sourceOf, type Node } from './json.ts';
import { utcText } from './utcText.ts';

/** The parameters that are a UNIX time in whole seconds. */
export const timeParameters: ReadonlySet<string> = new Set(['TargetCreateTime', 'TargetTime']);

/** From here on a number of seconds would be milliseconds, as the schema says. */
const tooLate = 100_000_000_000;
const hour = 3600;

const two = (value: number) => String(value).padStart(2, '0');

/** The same on this machine's clock, such as `2019-04-04 05:08:33 +02:00`. */
export function localText(seconds: number): string {
  const date = new Date(seconds * 1000);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const minutes = -date.getTimezoneOffset();
  const ahead = Math.abs(minutes);
  return `${day} ${time} ${minutes < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}

/** The seconds that a parameter's value says; undefined where it is no sound time. */
export function timeOf(name: string, value: Node, text: string): number | undefined {
  if (!timeParameters.has(name) || value.type !== 'number' || value.length > 12) return undefined;
  const source = sourceOf(value, text);
  const seconds = Number(source);
  return /^\d+$/.test(source) && seconds < tooLate ? seconds : undefined;
}

/** A time to choose: what it is called, and the seconds that it stands for. */
export interface TimeChoice {
  readonly label: string;
  readonly seconds: number;
}

/** @param now in ms since 1970 */
export function timeChoices(now: number): TimeChoice[] {
  const seconds = Math.floor(now / 1000);
  const midnight = Math.floor(new Date(now).setHours(0, 0, 0, 0) / 1000);
  return [
    { label: l10n.t('now'), seconds },
    { label: l10n.t('1 hour ago'), seconds: seconds - hour },
    { label: l10n.t('1 day ago'), seconds: seconds - 24 * hour },
    { label: l10n.t('1 week ago'), seconds: seconds - 7 * 24 * hour },
    { label: l10n.t('midnight today'), seconds: midnight },
  ];
}

const datePattern = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)? *(Z|UTC)?$/;

/**
 * The times that a date as a person writes it may mean, the local one first; none where it is no date.
 *
 * @param text such as `2024-03-03`, `2024-03-03 10:00`, `2024-03-03T10:00:00Z`
 */
export function readDate(text: string): TimeChoice[] {
  const match = datePattern.exec(text.trim());
  if (!match) return [];
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const utc = Date.UTC(year, month - 1, day, hours, minutes, seconds) / 1000;
  const written = `${match[1]}-${match[2]}-${match[3]} ${two(hours)}:${two(minutes)}:${two(seconds)}`;
  // A day or an hour that doesn't exist rolls over into another one.
  if (!(utc >= 0 && utc < tooLate) || utcText(utc) !== `${written} UTC`) return [];
  const choices = [{ label: l10n.t('{0} UTC', written), seconds: utc }];
  const local = new Date(year, month - 1, day, hours, minutes, seconds).getTime() / 1000;
  if (match[7] === undefined && local >= 0)
    choices.unshift({ label: l10n.t('{0} local time', written), seconds: local });
  return choices;
}
