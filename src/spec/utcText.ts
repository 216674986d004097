/** Such as `2019-04-04 03:08:33 UTC`. @param seconds since 1970, such that a `Date` can hold them; else it throws */
export function utcText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().replace('T', ' ').slice(0, 19)} UTC`;
}
