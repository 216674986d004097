/** Where the request of a spec would go. */
import type * as vscode from 'vscode';
import { isSandbox, type Account } from '../cloud/account.ts';
import { isCloudError } from '../cloud/cloudError.ts';
import { endpointFor, originFor } from '../cloud/endpoints.ts';
import { settings } from '../ids.ts';
import type { Call } from '../restoreSpec/formats/format.ts';
import { textSetting } from '../settings.ts';

/** What decides where a request goes. */
export interface RequestTargets {
  /** As `Accounts.forRegion`. */
  readonly forRegion: (specRegion: string | undefined) => Promise<Account>;
  /** The region that was selected for specs without one of their own. */
  readonly selectedRegion: () => string | undefined;
  /** Fired when requests may go elsewhere; settings have an event of their own. */
  readonly onDidChange: vscode.Event<unknown>;
}

export interface RequestTarget {
  readonly region?: string;
  readonly host?: string;
  readonly isSandbox: boolean;
  /** Who signs, where that is known. */
  readonly account?: Account;
}

/** Where a request goes as far as the spec and the settings say so. It needs no account. */
function targetBySettings({ selectedRegion }: RequestTargets, specRegion: string | undefined): RequestTarget {
  const region = specRegion ?? selectedRegion() ?? textSetting(settings.region);
  if (region === '') return { isSandbox: false };
  try {
    const { host } = new URL(originFor(region, textSetting(settings.endpoint)));
    return { region, host, isSandbox: false };
  } catch (error) {
    if (!isCloudError(error)) throw error;
    return { region, isSandbox: false };
  }
}

/** Where a submission would send the request now. */
export async function requestTargetOf(targets: RequestTargets, specRegion: string | undefined): Promise<RequestTarget> {
  try {
    const account = await targets.forRegion(specRegion);
    const { region, endpoint } = account;
    return { region, host: new URL(endpoint).host, isSandbox: isSandbox(account), account };
  } catch {
    // There are no credentials, no region or no trust. A submission says so; a preview needs none of them.
    return targetBySettings(targets, specRegion);
  }
}

/** What a copy of the request names. The sandbox has no region of its own, and its profile is none of the CLI's. */
export async function copyTarget(
  targets: RequestTargets,
  specRegion: string | undefined,
): Promise<Pick<Call, 'region' | 'profile' | 'endpoint' | 'isSandbox'> & { readonly account?: Account | undefined }> {
  const target = await requestTargetOf(targets, specRegion);
  const { isSandbox, account } = target;
  const { region, host } = isSandbox ? targetBySettings(targets, specRegion) : target;
  // A region without a host is no region ID.
  const isOwn = region === undefined || host === undefined || host === new URL(endpointFor(region)).host;
  return {
    region,
    endpoint: isOwn ? undefined : host,
    profile: account?.signer === 'cliProfile' ? account.profile : undefined,
    isSandbox,
    account,
  };
}
