/** Writes a program in TypeScript. */
import * as l10n from '@vscode/l10n';
import { apiVersion, operation, type Call } from './format.ts';
import { visibleJsonString } from '../invisibleCharacters.ts';

/** The declaration of an object with one property a line. */
function objectDeclaration(name: string, values: Readonly<Record<string, string>>): string {
  const members = Object.entries(values).map(([key, value]) => `  ${key}: ${visibleJsonString(value)},\n`);
  return `const ${name} = {${members.length > 0 ? `\n${members.join('')}` : ''}};`;
}

/**
 * A program for Node that sends the request with the vendor's SDK, which finds the credentials by its default chain. Each
 * value is written as the string that travels, so that no digit is lost and nothing is flattened.
 */
export function toTypeScript({ request: { query, body }, region, profile, endpoint }: Call): string {
  const regionLines = region
    ? `const region = ${visibleJsonString(region)};`
    : `const region = process.env.ALIBABA_CLOUD_REGION_ID;\nif (!region) throw new Error("Set ALIBABA_CLOUD_REGION_ID to the region of the vault.");`;
  const hasBody = Object.keys(body).length > 0;
  const runOnce = l10n.t(
    "Starts the restore. Run it once, as an ES module: the service can't tell that a second run is the same restore.",
  );
  const signer = l10n.t(
    'Here the profile {0} signs. The program takes it from ALIBABA_CLOUD_PROFILE if the environment has no keys.',
    visibleJsonString(profile ?? ''),
  );
  const noRetry = l10n.t('Not retried: a retry could start a second restore.');
  return `// ${runOnce}
// npm install @alicloud/openapi-client@0.4 @alicloud/credentials@2
${profile ? `// ${signer}\n` : ''}import credentials from "@alicloud/credentials";
import openApi from "@alicloud/openapi-client";

${regionLines}
${objectDeclaration('query', query)}
${hasBody ? `${objectDeclaration('body', body)}\n` : ''}
const client = new openApi.default(
  new openApi.Config({ credential: new credentials.default(), endpoint: ${endpoint ? visibleJsonString(endpoint) : '`hbr.${region}.aliyuncs.com`'} }),
);
const params = new openApi.Params({
  action: "${operation}",
  version: "${apiVersion}",
  protocol: "HTTPS",
  pathname: "/",
  method: "POST",
  authType: "AK",
  style: "RPC",
  reqBodyType: "formData",
  bodyType: "json",
});
const request = new openApi.OpenApiRequest({ query${hasBody ? ', body' : ''} });
// ${noRetry}
const runtime = { autoretry: false } as unknown as Parameters<typeof client.callApi>[2];
const answer = await client.callApi(params, request, runtime);
console.log(answer.body);
`;
}
