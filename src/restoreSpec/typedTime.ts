/** Reads a time as people type it to find a snapshot: `yesterday 14:00`, `3 days ago`, `monday`, `9:30`, `2026-11-28 14:00`. */
import * as l10n from '@vscode/l10n';
import { readDate } from './times.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The seconds of a unit that something is ago, by the beginnings of its names. */
const units: readonly (readonly [RegExp, number])[] = [
  [/^m(?:in(?:ute)?s?)?$/, 60],
  [/^h(?:(?:ou)?rs?)?$/, 3600],
  [/^d(?:ays?)?$/, 86_400],
  [/^w(?:eeks?)?$/, 7 * 86_400],
];

function readAgo(text: string, now: number): number | undefined {
  const [, count = '', unit = ''] = /^(\d{1,4}) ?([a-z]+)(?: ago)?$/.exec(text) ?? [];
  const found = units.find(([names]) => names.test(unit));
  const seconds = Math.floor(now / 1000) - Number(count) * (found?.[1] ?? 0);
  return found && seconds > 0 ? seconds : undefined;
}

/** Hours, minutes and seconds of `14:00`, `9:30:15` or `2:00 pm`. */
function readClock(text: string): readonly [number, number, number] | undefined {
  const [, hours = '', minutes = '', seconds = '0', half] =
    /^(\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([ap]m))?$/.exec(text) ?? [];
  if (hours === '' || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  if (half === undefined) return Number(hours) > 23 ? undefined : [Number(hours), Number(minutes), Number(seconds)];
  if (Number(hours) < 1 || Number(hours) > 12) return undefined;
  return [(Number(hours) % 12) + (half === 'pm' ? 12 : 0), Number(minutes), Number(seconds)];
}

/** How many days ago the day is that a word stands for; a weekday is the last one before today. */
function daysAgo(word: string, now: number): number | undefined {
  if (word === 'today' || word === l10n.t('today').toLowerCase()) return 0;
  if (word === 'yesterday' || word === l10n.t('yesterday').toLowerCase()) return 1;
  if (word.length < 3) return undefined;
  const weekday = weekdays.findIndex((name) => name.startsWith(word));
  return weekday < 0 ? undefined : ((new Date(now).getDay() - weekday + 6) % 7) + 1;
}

/** The start of a day of this machine's time zone, or a clock's time in it, as UNIX seconds. */
function onDay(now: number, days: number, [hours, minutes, seconds]: readonly [number, number, number]): number {
  const date = new Date(now);
  const at = new Date(date.getFullYear(), date.getMonth(), date.getDate() - days, hours, minutes, seconds);
  return Math.floor(at.getTime() / 1000);
}

/**
 * The UNIX time in seconds that a text means, in this machine's time zone unless it names one. A day without a time means its end, and a
 * time without a day the last time that the clock showed it. Undefined where the text is no time.
 *
 * @param now in ms since 1970
 */
export function readTypedTime(text: string, now: number): number | undefined {
  const typed = text.trim().replace(/\s+/g, ' ');
  const [written] = readDate(typed);
  if (written) return /^\d{4}-\d\d-\d\d$/.test(typed) ? endOfDay(written.seconds) : written.seconds;
  const lower = typed.toLowerCase();
  const ago = readAgo(lower, now);
  if (ago !== undefined) return ago;
  const clock = readClock(lower);
  if (clock) {
    const today = onDay(now, 0, clock);
    return today * 1000 <= now ? today : onDay(now, 1, clock);
  }
  const [, word = '', rest] = /^(?:last )?([^\s\d]+)(?: (?:at )?(\S.*))?$/.exec(lower) ?? [];
  const days = daysAgo(word, now);
  if (days === undefined) return undefined;
  if (rest === undefined) return onDay(now, days - 1, [0, 0, 0]) - 1;
  const time = readClock(rest);
  return time && onDay(now, days, time);
}

/** The last second of the day that a time of this machine's time zone is on. */
const endOfDay = (seconds: number): number => onDay(seconds * 1000, -1, [0, 0, 0]) - 1;
