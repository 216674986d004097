import * as l10n from '@vscode/l10n';
import type { CredentialSource } from './account.ts';
import { checkCliProfile } from './cliConfig.ts';
import { CloudError, credentialsError } from './errors.ts';
import type { Keys } from './sdk.ts';

/** Keys to sign one call with; rejects with a CloudError (`notSent`). */
export type Signer = () => Promise<Keys>;

const secretsOf = (source: CredentialSource): string[] => {
  if (source.kind === 'cliProfile') return [];
  const token = source.kind === 'keys' ? source.securityToken : process.env['ALIBABA_CLOUD_SECURITY_TOKEN'];
  const secret = source.kind === 'keys' ? source.accessKeySecret : process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'];
  return [secret, token].filter((value) => value !== undefined);
};

/** The keys become headers: a line break in one (a careless `export`) would fail with words that nobody understands. */
function requirePlainKeys(keys: Keys): void {
  const { accessKeyId, accessKeySecret, securityToken = '' } = keys;
  if (accessKeyId === '' || accessKeySecret === '') throw new Error(l10n.t('the AccessKey is empty.'));
  for (const key of [accessKeyId, accessKeySecret, securityToken]) {
    if (!/^[\x21-\x7e]*$/.test(key)) throw new Error(l10n.t('the AccessKey or token holds spaces or odd characters.'));
  }
}

/**
 * Makes the signer of one account. Temporary keys are kept until they run out; a profile that was changed in the CLI's
 * file signs by its new content from the next call on.
 */
export function createSigner(source: CredentialSource, profile: string): Signer {
  let opened: { readonly state: string; readonly keys: () => Promise<Keys> } | undefined;
  return async () => {
    let secrets = secretsOf(source);
    try {
      let state = '';
      if (source.kind === 'cliProfile') {
        const checked = await checkCliProfile(source.name);
        secrets = [...checked.secrets];
        state = checked.state;
      }
      const sdk = await import('./sdk.ts');
      if (opened?.state !== state) opened = { state, keys: sdk.openKeys(source) };
      const keys = await opened.keys();
      requirePlainKeys(keys);
      return keys;
    } catch (error) {
      if (error instanceof CloudError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      // The library quotes the whole file there, which may have changed since it was checked.
      throw credentialsError(why.replace(/^(parse aliyun cli config).*/s, '$1'), profile, secrets);
    }
  };
}
