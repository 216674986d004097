/** What is known of an account and its profile, in words. */
import * as vscode from 'vscode';
import type { Account, SignerKind } from '../cloud/account.ts';
import { isVendorEndpoint } from '../cloud/endpoints.ts';
import type { ProfileChoice } from '../cloud/credentials/profileChoices.ts';
import { formatDuration, timeText } from '../jobs/format/units.ts';

/** The machine that the extension runs on: files, variables and programs of credentials are read there. */
export function whereCredentialsLive(): string {
  const { remoteName } = vscode.env;
  return remoteName === undefined ? vscode.l10n.t('on this machine') : vscode.l10n.t('on the remote ({0})', remoteName);
}

/** The machine that the extension runs on, as a sentence. */
export function credentialsReadText(): string {
  const { remoteName } = vscode.env;
  return remoteName === undefined
    ? vscode.l10n.t('Credentials are read on this machine.')
    : vscode.l10n.t('Credentials are read on the remote ({0}).', remoteName);
}

/** Where the credentials of a signer come from. */
export function credentialsOf(signer: SignerKind): string {
  switch (signer) {
    case 'cliProfile':
      return vscode.l10n.t('Profiles of the Alibaba Cloud CLI');
    case 'accessKey':
      return vscode.l10n.t("AccessKeys added here, in VS Code's secret storage");
    case 'environment':
    case 'environmentOidc':
    case 'environmentUri':
      return vscode.l10n.t('Environment of VS Code');
    case 'credentialsFile':
      return '~/.alibabacloud/credentials';
    case 'instanceRole':
      return vscode.l10n.t('RAM role of the ECS instance');
    case 'sandbox':
      return vscode.l10n.t('Sandbox');
  }
}

/** @param expires @param now ms since 1970 */
export function expiryText(expires: number, now: number): string {
  const seconds = (expires - now) / 1000;
  return seconds > 0
    ? vscode.l10n.t('expires in {0}', formatDuration(seconds))
    : vscode.l10n.t('expired {0} ago', formatDuration(-seconds));
}

/** When credentials end as a time of day, for texts that are not drawn anew as time passes. */
export function expiryTime(expires: number, now: number): string {
  const at = timeText(expires);
  return expires > now ? vscode.l10n.t('expires {0}', at) : vscode.l10n.t('expired {0}', at);
}

/** Mode, account, region and expiry, as far as they are known; unchecked text. */
export function choiceText({ mode, account, accessKeyId, region, expires }: ProfileChoice, now: number): string {
  return [
    mode,
    account && vscode.l10n.t('account {0}', account),
    accessKeyId,
    region,
    expires !== undefined && expiryText(expires, now),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Whether requests, and with them what they say, go to somebody else than Alibaba Cloud. */
export function isForeign({ endpoint }: Account): boolean {
  return !isVendorEndpoint(endpoint);
}

/**
 * The origin, with a word about whose it is where it isn't the vendor's.
 *
 * @param shown the origin as it is to be shown
 */
export function endpointText(account: Account, shown: string = account.endpoint): string {
  return isForeign(account) ? vscode.l10n.t('{0}, which is NOT an Alibaba Cloud endpoint', shown) : shown;
}
