/**
 * Values that the service listed, kept in VS Code's storage so that editing has them without an account or a network.
 * To add a kind of value, give it a field in `LiveValues` and ask for it here.
 */
import type * as vscode from 'vscode';
import { isRegionId, isVendorEndpoint } from '../cloud/endpoints.ts';
import type { HbrClient } from '../cloud/hbrClient.ts';
import { noLiveValues, type LiveValues } from '../restoreSpec/liveValues.ts';

const kinds = Object.keys(noLiveValues) as (keyof LiveValues)[];

/** The values that the service has listed so far. Each kind is stored under its own name. */
export function readLiveValues(globalState: vscode.Memento): LiveValues {
  const stored = kinds.map((kind) => [kind, globalState.get(kind, noLiveValues[kind])] as const);
  return { ...noLiveValues, ...Object.fromEntries(stored) };
}

/** Stores the kinds that `values` has. @returns whether any of them changed */
export async function storeLiveValues(globalState: vscode.Memento, values: Partial<LiveValues>): Promise<boolean> {
  const before = readLiveValues(globalState);
  const changed = kinds.filter(
    (kind) => kind in values && JSON.stringify(values[kind]) !== JSON.stringify(before[kind]),
  );
  for (const kind of changed) await globalState.update(kind, values[kind]);
  return changed.length > 0;
}

/**
 * Asks the service for its values.
 *
 * @param endpoint the origin to which the client sends its requests
 * @returns the regions with their names, and the values to store
 * @throws CloudError where the request fails
 */
export async function fetchLiveValues(
  client: HbrClient,
  endpoint: string,
  signal?: AbortSignal,
): Promise<{
  readonly regions: Awaited<ReturnType<HbrClient['describeRegions']>>;
  readonly values: Partial<LiveValues>;
}> {
  const regions = (await client.describeRegions(signal)).filter(({ regionId }) => isRegionId(regionId));
  // A host that is not the vendor's may list anything, so its regions are not stored.
  const isVendor = regions.length > 0 && isVendorEndpoint(endpoint);
  return { regions, values: { ...(isVendor && { regions: regions.map(({ regionId }) => regionId) }) } };
}
