import type { Services } from './services.ts';

/** Takes in what other windows wrote, then asks the service. */
export async function refreshJobs(services: Services): Promise<void> {
  await services.reload();
  await services.tracker.refresh();
}
