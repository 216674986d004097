/** What is said where keys are got: answers of STS, of a sign-in, of an instance and of a program that lie. */
import { join } from 'node:path';
import { noResponseError, refusalError, type Purpose } from '../../src/cloud/credentials/keyRequestErrors.ts';
import type { HttpResponse } from '../../src/cloud/http/httpClient.ts';
import { transportError } from '../../src/cloud/http/transportErrors.ts';
import { externalProcessProvider } from '../../src/cloud/credentials/providers/externalProcess.ts';
import { oidcRoleArnProvider } from '../../src/cloud/credentials/providers/oidcRoleArn.ts';
import { identityFrom } from '../../src/cloud/callerIdentity.ts';
import { keyRequestLimits } from '../../src/cloud/limits.ts';
import type { ServiceCallContext } from '../../src/cloud/serviceErrors.ts';
import { readServiceResponse } from '../../src/cloud/serviceResponse.ts';
import { writeSecretFile } from '../../test/hosts/testSecrets.ts';
import { secret } from './payloads.ts';
import type { Shown } from './outputChecks.ts';
import { errorTexts, errorTextsOf } from './nodeSurfaces.ts';

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
  const called = { profile: text, name: 'AssumeRole', operation: 'AssumeRole', nextStep: 'Check it.' };
  const purpose: Purpose = { ...called, limits: keyRequestLimits };
  const url = new URL(hosts[index % hosts.length] ?? '');
  const request = { url, method: 'POST', headers: {} };
  const context = { operation: 'AssumeRole', host: url.host, timeoutMs: 1000, secrets: [] };
  const bodies = [answerOf(text, codes[index % codes.length]), text, JSON.stringify([text])];
  const ofRole = { ...purpose, role: { arn: text, signer: text } };
  return bodies
    .flatMap((body) => {
      const response: HttpResponse = {
        ...{ statusCode: index % 2 ? 200 : 403, headers: { date: text }, body: Buffer.from(body), receivedAt: 0 },
      };
      return [purpose, ofRole].flatMap((each) =>
        errorTexts('an error of what gives keys', refusalError(response, request, each)),
      );
    })
    .concat(
      [new Error(text), Object.assign(new Error(text), { code: text }), text].flatMap((error) =>
        errorTexts(
          'an error on the way to keys',
          noResponseError(error, transportError(error, context), url.host, purpose),
        ),
      ),
    );
}

/** What STS says of whose keys they are. */
function identities(text: string): Shown[] {
  const call: ServiceCallContext = {
    ...{ operation: 'GetCallerIdentity', host: 'sts.aliyuncs.com', profile: 'p', timeoutMs: 1000 },
    ...{ secrets: [], parameters: [], product: 'sts' },
  };
  const said = [{ AccountId: text, Arn: text, RequestId: text }, { AccountId: { a: text }, Arn: text }, [text]];
  return said.flatMap((body) => {
    const found: Shown[] = [];
    const failed = errorTextsOf('an error of who signs', () => {
      const response = { body: Buffer.from(JSON.stringify(body)), statusCode: 200, headers: {}, receivedAt: 0 };
      const { accountId, arn } = identityFrom(readServiceResponse(response, '', call));
      found.push(...[accountId, arn].map((each): Shown => ({ surface: 'who signs', kind: 'line', text: each })));
    });
    return [...found, ...failed];
  });
}

/** @param folder for what a program prints; the program is the system's `cat` */
export async function credentialSurfaces(text: string, index: number, folder: string): Promise<Shown[]> {
  const path = join(folder, 'printed.json');
  const printed = { mode: text, access_key_id: text, access_key_secret: secret, sts_token: secret, expiration: text };
  writeSecretFile(path, index % 3 === 0 ? text : JSON.stringify(printed));
  const context = { env: {}, home: folder };
  const role = { profile: text, roleArn: text, sessionName: text, seconds: 900, stsHost: 'sts.aliyuncs.com' };
  const tokenFile = `${folder}/nowhere/${text}`;
  const providers = [
    externalProcessProvider(text, `cat ${path}`, context),
    oidcRoleArnProvider({ ...role, providerArn: text, tokenFile }, context),
  ];
  const shown = [...refusals(text, index), ...identities(text)];
  for (const { origin, getCredentials } of providers) {
    const error: unknown = await getCredentials(new AbortController().signal).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error !== undefined) shown.push(...errorTexts(`an error of keys by ${origin.kind}`, error));
  }
  return shown;
}
