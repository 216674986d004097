import { errors } from 'playwright-core';
import type { Locator } from 'playwright-core';

/** Whether what was asked of the page was done within its time limit. */
export function succeedsInTime(asked: Promise<void>): Promise<boolean> {
  return asked.then(
    () => true,
    (error: unknown) => {
      if (error instanceof errors.TimeoutError) return false;
      throw error;
    },
  );
}

/** Whether a part of the page is visible now, or becomes visible within that time. */
export function isVisibleWithin(part: Locator, withinMs: number): Promise<boolean> {
  return succeedsInTime(part.waitFor({ timeout: withinMs }));
}
