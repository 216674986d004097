import type { Services } from '../services.ts';
import { pickRegion } from '../ui/pickRegion.ts';

/** Lets the person choose where specs without `$region` go in this workspace. */
export async function selectRegion(services: Pick<Services, 'accounts' | 'sandbox' | 'log'>): Promise<void> {
  await pickRegion(services);
}
