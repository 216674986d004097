import type { Services } from './services.ts';

export async function compareSpec(services: Services, id?: string): Promise<void> {
  await Promise.resolve([services, id]);
}
