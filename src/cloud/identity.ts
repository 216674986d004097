import * as l10n from '@vscode/l10n';
import type { CredentialSource } from './account.ts';
import { readAnswer, type Answer } from './answers.ts';
import { beginCall } from './callLog.ts';
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

/** GetCallerIdentity's answer. Throws CloudError without an account. */
export function identityIn({ body, statusCode, call }: Answer): Identity {
  const accountId = textFrom(body['AccountId'], 64);
  const arn = textFrom(body['Arn'], 300);
  if (accountId !== undefined && arn !== undefined) return { accountId, arn };
  throw unreadableAnswer(l10n.t('it names no account'), statusCode, call, body);
}

/** Asks STS whose keys these are. Rejects with a CloudError, or with the signal's reason. */
export async function identityOf(
  source: CredentialSource,
  profile: string,
  region: string,
  options: SignerOptions = {},
  signal?: AbortSignal,
): Promise<Identity> {
  const { keys, origin } = await createSigner(source, profile, options)(signal);
  signal?.throwIfAborted();
  const sdk = await import('./sdk.ts');
  const operation = 'GetCallerIdentity';
  const host = `sts.${region}.aliyuncs.com`;
  const secrets = [keys.accessKeySecret, keys.securityToken ?? ''];
  const about = { operation, host, profile: clean(profile, 100), timeoutMs, secrets, parameters: [] };
  const call: CallContext = { ...about, product: 'sts', origin };
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
  const ended = beginCall(options.log);
  const line = { operation, host, region, profile: call.profile };
  try {
    const answer = await within((stop) => sdk.send(wire, keys, stop), timeoutMs, signal);
    const read = readAnswer(answer, sdk.parseAnswer, call);
    const identity = identityIn(read);
    ended({ ...line, outcome: 'ok', statusCode: read.statusCode, requestId: read.requestId });
    return identity;
  } catch (error) {
    const failed = fromThrown(error, call);
    const { outcome, statusCode, code, requestId } = failed;
    ended({ ...line, outcome, statusCode, code, requestId });
    throw failed;
  }
}
