/** What is said where keys are got: answers of STS, of a sign-in, of an instance and of a program that lie. */
import { join } from 'node:path';
import { readAnswer } from '../../src/cloud/answers.ts';
import { refused, unanswered, type Purpose } from '../../src/cloud/credentials/answers.ts';
import type { Said } from '../../src/cloud/credentials/ask.ts';
import { openKeys } from '../../src/cloud/credentials/openKeys.ts';
import type { Plan } from '../../src/cloud/credentials/plan.ts';
import type { CallContext } from '../../src/cloud/errors.ts';
import { identityIn } from '../../src/cloud/identity.ts';
import { parseAnswer } from '../../src/cloud/sdk.ts';
import { writeSecrets } from '../../test/hosts/canary.ts';
import { secret } from './inputs.ts';
import type { Shown } from './judges.ts';
import { errorTexts, thrown } from './plain.ts';

/** Codes that an error has words of its own for, and any other. */
const codes = ['NoPermission', 'InvalidAccessKeyId.NotFound', 'SignatureDoesNotMatch', 'Throttling.User', undefined];

const hosts = ['https://sts.aliyuncs.com/', 'https://oauth.aliyun.com/v1/exchange', 'http://100.100.100.200/latest/'];

function answerOf(text: string, code: string | undefined): string {
  const words = { Message: text, RequestId: text, Recommend: text, ErrorMessage: text, error_description: text };
  const AccessDeniedDetail = { AuthAction: text, PolicyType: text, NoPermissionType: text };
  return JSON.stringify({ Code: code ?? text, ...words, error: text, AccessDeniedDetail });
}

/** What is said of answers without keys, whoever gave them. */
function refusals(text: string, index: number): Shown[] {
  const purpose: Purpose = { profile: text, name: 'AssumeRole', operation: 'AssumeRole', nextStep: 'Check it.' };
  const url = new URL(hosts[index % hosts.length] ?? '');
  const question = { url, method: 'POST', headers: {}, timeoutMs: 1000 };
  const bodies = [answerOf(text, codes[index % codes.length]), text, JSON.stringify([text])];
  const ofRole = { ...purpose, role: { arn: text, signer: text } };
  return bodies
    .flatMap((body) => {
      const said: Said = { status: index % 2 ? 200 : 403, headers: { date: text }, body: Buffer.from(body) };
      return [purpose, ofRole].flatMap((each) =>
        errorTexts('an error of what gives keys', refused(said, question, each)),
      );
    })
    .concat(
      [new Error(text), Object.assign(new Error(text), { code: text }), text].flatMap((error) =>
        errorTexts('an error on the way to keys', unanswered(error, question, purpose)),
      ),
    );
}

/** What STS says of whose keys they are. */
function identities(text: string): Shown[] {
  const call: CallContext = {
    ...{ operation: 'GetCallerIdentity', host: 'sts.aliyuncs.com', profile: 'p', timeoutMs: 1000 },
    ...{ secrets: [], parameters: [], product: 'sts' },
  };
  const said = [{ AccountId: text, Arn: text, RequestId: text }, { AccountId: { a: text }, Arn: text }, [text]];
  return said.flatMap((body) => {
    const found: Shown[] = [];
    const failed = thrown('an error of who signs', () => {
      const received = { text: JSON.stringify(body), statusCode: 200, serverTime: undefined, aheadMs: undefined };
      const { accountId, arn } = identityIn(readAnswer(received, parseAnswer, call));
      found.push(...[accountId, arn].map((each): Shown => ({ surface: 'who signs', kind: 'line', text: each })));
    });
    return [...found, ...failed];
  });
}

/** @param folder for what a program prints; the program is the system's `cat` */
export async function credentialSurfaces(text: string, index: number, folder: string): Promise<Shown[]> {
  const path = join(folder, 'printed.json');
  const printed = { mode: text, access_key_id: text, access_key_secret: secret, sts_token: secret, expiration: text };
  writeSecrets(path, index % 3 === 0 ? text : JSON.stringify(printed));
  const role = { roleArn: text, sessionName: text, seconds: 900, stsHost: 'sts.aliyuncs.com' };
  const plans: Plan[] = [
    { kind: 'program', profile: text, command: `cat ${path}`, home: folder },
    { kind: 'oidc', profile: text, providerArn: text, tokenFile: `${folder}/nowhere/${text}`, ...role },
  ];
  const shown = [...refusals(text, index), ...identities(text)];
  for (const plan of plans) {
    const error: unknown = await openKeys(plan)().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error !== undefined) shown.push(...errorTexts(`an error of keys by ${plan.kind}`, error));
  }
  return shown;
}
