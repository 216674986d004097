/** Sets the clock of this process as a person sets a machine's: what `Date` says. Timers and `performance.now` go on as they were. */
const RightDate = Date;
let aheadMs = 0;

/** The right time, in ms since 1970. */
export const rightNow = (): number => RightDate.now();

const now = () => rightNow() + aheadMs;

const SetDate = new Proxy(RightDate, {
  construct: (target, given: unknown[], newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as Date,
  get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
});

/** @param ms how far `Date` is ahead of the right time from now on; 0 sets it right */
export function setProcessDate(ms: number): void {
  aheadMs = ms;
  globalThis.Date = ms === 0 ? RightDate : SetDate;
}
