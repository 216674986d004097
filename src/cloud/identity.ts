import * as l10n from '@vscode/l10n';
import type { CredentialSource } from './account.ts';
import { readAnswer } from './answers.ts';
import { fromThrown, unreadableAnswer, type CallContext } from './errors.ts';
import { textFrom } from './restoreJob.ts';
import { createSigner, type SignerOptions } from './signing.ts';
import { clean } from './text.ts';
import { within } from './within.ts';

/** Whose keys they are, as STS says (GetCallerIdentity, which needs no permission). */
export interface Identity {
  readonly accountId: string;
  readonly arn: string;
}

const timeoutMs = 15_000;

/** Asks STS whose keys these are. Rejects with a CloudError. */
export async function identityOf(
  source: CredentialSource,
  profile: string,
  region: string,
  options: SignerOptions = {},
): Promise<Identity> {
  const { keys } = await createSigner(source, profile, options)();
  const sdk = await import('./sdk.ts');
  const operation = 'GetCallerIdentity';
  const host = `sts.${region}.aliyuncs.com`;
  const secrets = [keys.accessKeySecret, keys.securityToken ?? ''];
  const about = { operation, host, profile: clean(profile, 100), timeoutMs, secrets, parameters: [] };
  const call: CallContext = { ...about, product: 'sts' };
  const wire = {
    operation,
    version: '2015-04-01',
    host,
    protocol: 'HTTPS' as const,
    query: {},
    body: {},
    timeoutMs,
    answerBytes: 100_000,
  };
  try {
    const answer = await within((stop) => sdk.send(wire, keys, stop), timeoutMs);
    const { body } = readAnswer(answer, sdk.parseAnswer, call);
    const accountId = textFrom(body['AccountId'], 64);
    const arn = textFrom(body['Arn'], 300);
    if (accountId !== undefined && arn !== undefined) return { accountId, arn };
    throw unreadableAnswer(l10n.t('it names no account'), answer.statusCode, call, body);
  } catch (error) {
    throw fromThrown(error, call);
  }
}
