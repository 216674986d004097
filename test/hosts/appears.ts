import { errors } from 'playwright-core';
import type { Locator } from 'playwright-core';

/** Whether what was asked of the page happened before its time was over. */
export function happens(asked: Promise<void>): Promise<boolean> {
  return asked.then(
    () => true,
    (error: unknown) => {
      if (error instanceof errors.TimeoutError) return false;
      throw error;
    },
  );
}

/** Whether it comes into sight in that time. */
export function appears(part: Locator, withinMs: number): Promise<boolean> {
  return happens(part.waitFor({ timeout: withinMs }));
}
