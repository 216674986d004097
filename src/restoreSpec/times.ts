/** Converts UNIX times of a spec to readable dates, and dates to UNIX times. */
import * as l10n from '@vscode/l10n';
import { sourceOf, type Node } from './jsonTree.ts';
import { localText, twoDigits, utcText } from './dateFormat.ts';
import { timeParameters } from './parameters.ts';

/** From this number on, the schema takes a time for milliseconds, and refuses it. */
export const millisecondsFrom = 100_000_000_000;
const hour = 3600;

/** The value of a time parameter in seconds; undefined where it is no valid time. */
export function timeOf(name: string, value: Node, text: string): number | undefined {
  if (!timeParameters.has(name) || value.type !== 'number' || value.length > 12) return undefined;
  const source = sourceOf(value, text);
  const seconds = Number(source);
  return /^\d+$/.test(source) && seconds < millisecondsFrom ? seconds : undefined;
}

/** Whether a time is no date: a `TargetTime` of 0 is the end of what the snapshot covers. */
export function isEndOfSpan(name: string, seconds: number): boolean {
  return name === 'TargetTime' && seconds === 0;
}

export const endOfSpanText = (): string => l10n.t("the end of the snapshot's span");

/** A time to choose from. `seconds` is a UNIX time. */
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

const datePattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:(?:T| +)(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?(?: *(Z|UTC|GMT|CST|[+-]\d\d(?::?\d\d)?))?$/;

/** In seconds. The service's pages write China Standard Time as CST. */
const namedZones: Readonly<Record<string, number>> = { Z: 0, UTC: 0, GMT: 0, CST: 8 * hour };

/** The offset of a written zone from UTC, in seconds. */
function zoneOffset(zone: string): number {
  const named = namedZones[zone];
  if (named !== undefined) return named;
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * hour + Number(minutes) * 60);
}

/** The offset of this machine's zone from UTC at a time; both in seconds. */
const localOffsetAt = (seconds: number) => -new Date(seconds * 1000).getTimezoneOffset() * 60;

/**
 * The times that a wall clock of this machine's zone means. Where the clocks are put back, a time comes twice; where they are put
 * on, one doesn't exist, and it is read with the offset from before and with the one after.
 *
 * @param wall the date as if it were UTC, in seconds
 */
function localChoices(wall: number, written: string): TimeChoice[] {
  const [before, after] = [localOffsetAt(wall - 24 * hour), localOffsetAt(wall + 24 * hour)];
  const candidates = [...new Set([wall - before, wall - after])]
    .filter((seconds) => seconds >= 0)
    .sort((a, b) => a - b);
  const real = candidates.filter((seconds) => seconds + localOffsetAt(seconds) === wall);
  if (real.length === 1) return real.map((seconds) => ({ label: l10n.t('{0} local time', written), seconds }));
  const label = (seconds: number) =>
    real.length > 1
      ? l10n.t('{0} happens twice: {1}', written, localText(seconds))
      : l10n.t("{0} doesn't exist here: {1}", written, localText(seconds));
  return (real.length > 1 ? real : candidates).map((seconds) => ({ label: label(seconds), seconds }));
}

/**
 * The times that a written date may mean. Without a zone it is read as local time and as UTC, the local one first. Empty where the
 * text is no date.
 *
 * @param text such as `2024-03-03`, `2024-03-03 10:00`, `2024-03-03T10:00:00Z`, `2021-07-09T15:45:30CST`, `2021-07-09 15:45+08:00`
 */
export function readDate(text: string): TimeChoice[] {
  const match = datePattern.exec(text.trim());
  if (!match) return [];
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, day, hours, minutes, seconds) / 1000;
  const written = `${match[1]}-${match[2]}-${match[3]} ${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(seconds)}`;
  // A day or an hour that doesn't exist rolls over into another one.
  if (!(wall >= 0 && wall < millisecondsFrom) || utcText(wall) !== `${written} UTC`) return [];
  const zone = match[7];
  const utc = { label: l10n.t('{0} UTC', written), seconds: wall };
  if (zone === undefined) return [...localChoices(wall, written), utc];
  const offset = zoneOffset(zone);
  if (offset === 0) return [utc];
  if (wall < offset || Math.abs(offset) > 14 * hour) return [];
  const label = zone === 'CST' ? l10n.t('{0} China Standard Time (UTC+8)', written) : `${written} ${zone}`;
  return [{ label, seconds: wall - offset }];
}
