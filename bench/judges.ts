/**
 * `npm run bench -- judges [--specs N] [--seed S]`: the same generated specs are checked by every validator.
 *
 * - ajv with the schema is compared with VS Code's JSON service with the schema, its newest and its oldest supported version;
 * - the check before a submit, and the Problems panel (this extension's own diagnostics, and the JSON service with the editor's build), are compared with the
 *   sandbox's rules, which were written from the API's page and share nothing with the schema;
 * - every spec that passes the check before a submit is sent to the sandbox over the network, and must be accepted.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { createClient } from '../src/cloud/hbrClient.ts';
import { checkParameters } from '../src/sandbox/requestRules.ts';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { readSpec } from '../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../src/restoreSpec/validation.ts';
import { errorsOf, ownDiagnostics } from '../src/restoreSpec/diagnostic.ts';
import { toRequest } from '../src/restoreSpec/restoreRequest.ts';
import { schemaProblems } from '../src/restoreSpec/schemaViolations.ts';
import { jsonServiceProblems, versions } from '../test/jsonService.ts';
import { anySpec, toText, type Spec } from './specs.ts';

const sandbox = await startSandbox();
const { endpoint, accessKeyId, accessKeySecret } = sandbox;
const account = { signer: 'sandbox', profile: 'sandbox', region: 'cn-hangzhou', endpoint } as const;
const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });

interface Comparison {
  readonly text: string;
  /** By validator: whether it accepts the spec. */
  readonly verdicts: Readonly<Record<string, boolean>>;
  readonly agree: boolean;
}

async function compareValidators(spec: Spec): Promise<Comparison> {
  const text = toText(spec);
  const document = readSpec(text);
  // The service takes a path with a tab. A spec is refused for it, since nobody means one.
  const problems = errorsOf(validateSpec(document)).filter(({ code }) => code !== 'controlCharacter');
  const ajv = document.root !== undefined && schemaProblems(document.root).length === 0;
  const shown = await Promise.all(versions.map((version) => jsonServiceProblems(text, version)));
  const [jsonService = false, ...others] = shown.map((problems) => problems.length === 0);
  const gate = problems.length === 0;
  const besides = await jsonServiceProblems(text, 'newest', 'editor');
  const own = ownDiagnostics(problems, true);
  const panel = besides.length === 0 && own.length === 0;
  const parameters = Object.fromEntries(Object.entries(spec).filter(([name]) => !name.startsWith('$')));
  const rules = checkParameters(parameters).length === 0;
  const wire = gate
    ? await client.createRestoreJob(toRequest(document)).then(
        () => true,
        () => false,
      )
    : rules;
  const agree =
    others.every((other) => other === jsonService) &&
    ajv === jsonService &&
    gate === panel &&
    gate === rules &&
    gate === wire;
  return { text, verdicts: { ajv, jsonService, gate, panel, rules, wire }, agree };
}

const { values } = parseArgs({
  options: { specs: { type: 'string', default: '20000' }, seed: { type: 'string', default: String(Date.now() % 1e9) } },
});
const numRuns = Number(values.specs);
const seed = Number(values.seed);
console.log(`seed ${seed}`);
let disagreements = 0;
let accepted = 0;
for (const [index, spec] of fc.sample(anySpec, { numRuns, seed }).entries()) {
  const { agree, verdicts } = await compareValidators(spec);
  if (!agree) disagreements++;
  if (verdicts['gate']) accepted++;
  // So that a long run shows early whether it goes well.
  if (index + 1 === 3000 && numRuns > 3000) console.log(`3000 specs, ${disagreements} disagreements`);
}
if (disagreements > 0) {
  const details = await fc.check(
    fc.asyncProperty(anySpec, async (spec) => (await compareValidators(spec)).agree),
    { numRuns, seed },
  );
  const [shrunk] = details.counterexample ?? [];
  if (shrunk) {
    const { text, verdicts } = await compareValidators(shrunk);
    console.log(`shrunk: ${text}\n${JSON.stringify(verdicts)}`);
    console.log(errorsOf(validateSpec(readSpec(text))), await jsonServiceProblems(text), checkParameters(shrunk));
  }
}
await sandbox.close();
console.log(`${accepted} accepted by all, ${numRuns - accepted - disagreements} refused by all`);
console.log(`${numRuns} specs, ${disagreements} disagreements`);
process.exitCode = disagreements > 0 ? 1 : 0;
