import { errors } from 'playwright-core';
import type { Locator } from 'playwright-core';

/** Whether it comes into sight in that time. */
export async function appears(part: Locator, withinMs: number): Promise<boolean> {
  const shown = part.waitFor({ timeout: withinMs }).then(() => true);
  return shown.catch((error: unknown) => {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  });
}
