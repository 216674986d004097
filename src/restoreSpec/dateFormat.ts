/** UNIX times in seconds as dates that a person reads. */

export const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Such as `2019-04-04 03:08:33 UTC`. @throws {RangeError} where a `Date` can't hold that many seconds */
export function utcText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().replace('T', ' ').slice(0, 19)} UTC`;
}

/** The same in this machine's time zone, such as `2019-04-04 05:08:33 +02:00`. */
export function localText(seconds: number): string {
  const date = new Date(seconds * 1000);
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
  return `${day} ${time} ${offsetText(date)}`;
}

/** Both of them, such as `2019-04-04 05:08:33 +02:00 = 2019-04-04 03:08:33 UTC`; the second alone where this machine's time is UTC. */
export function localAndUtcText(seconds: number): string {
  const [local, utc] = [localText(seconds), utcText(seconds)];
  return local === utc.replace('UTC', '+00:00') ? utc : `${local} = ${utc}`;
}

/** How far this machine's time zone is from UTC at a time, such as `+02:00`. */
export function offsetText(date: Date): string {
  const offset = -date.getTimezoneOffset();
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}
