/** The time zone in which a test runs. */

/** Sets the time zone of this process. @returns the way back */
function setTimeZone(zone: string): () => void {
  const before = process.env['TZ'];
  process.env['TZ'] = zone;
  return () => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  };
}

/** Runs a function in a time zone, such as `Europe/Berlin`. */
export function inTimeZone<T>(zone: string, run: () => T): T {
  const restore = setTimeZone(zone);
  try {
    return run();
  } finally {
    restore();
  }
}

/** Has the tests of the enclosing `describe` run in a time zone. */
export function useTimeZone(zone: string): void {
  let restore: () => void;
  beforeEach(() => {
    restore = setTimeZone(zone);
  });
  afterEach(() => restore());
}
