import { apiVersion, operation, type Call } from './form.ts';
import { jsonString } from './unseen.ts';

/** An object literal, its lines indented below `name`. */
function object(name: string, values: Readonly<Record<string, string>>): string {
  const members = Object.entries(values).map(([key, value]) => `  ${key}: ${jsonString(value)},\n`);
  return `const ${name} = {${members.length > 0 ? `\n${members.join('')}` : ''}};`;
}

/**
 * A program for Node that sends the request with the vendor's SDK, credentials from its default chain.
 * Every value is written as the string that travels, so that no digit is lost and nothing is flattened.
 */
export function toTypeScript({ request: { query, body }, region }: Call): string {
  const where = region
    ? `const region = ${jsonString(region)};`
    : `const region = process.env.ALIBABA_CLOUD_REGION_ID;\nif (!region) throw new Error("Set ALIBABA_CLOUD_REGION_ID to the region of the vault.");`;
  const hasBody = Object.keys(body).length > 0;
  return `// Starts the restore. Run it once, as an ES module: nothing tells the service that a second one is the same.
// npm install @alicloud/openapi-client@0.4 @alicloud/credentials@2
import credentials from "@alicloud/credentials";
import openApi from "@alicloud/openapi-client";

${where}
${object('query', query)}
${hasBody ? `${object('body', body)}\n` : ''}
const client = new openApi.default(
  new openApi.Config({ credential: new credentials.default(), endpoint: \`hbr.\${region}.aliyuncs.com\` }),
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
// No second try: it could start a second restore.
const runtime = { autoretry: false } as unknown as Parameters<typeof client.callApi>[2];
const answer = await client.callApi(params, request, runtime);
console.log(answer.body);
`;
}
