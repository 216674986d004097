/**
 * `npm run bench -- judges [--specs N] [--seed S]`: the same generated specs before every judge.
 *
 * - the schema by ajv, against the schema by VS Code's JSON service, the newest and the oldest that is supported;
 * - the submit gate, and the Problems panel (JSON service with this extension's own diagnostics), against the sandbox's
 *   rules, which were written from the page and share nothing with the schema;
 * - every spec that the gate lets through is sent to the sandbox over the wire, and must be accepted.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { createClient } from '../src/cloud/client.ts';
import { checkParameters } from '../src/sandbox/rules.ts';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { readSpec } from '../src/spec/document.ts';
import { judge } from '../src/spec/judge.ts';
import { errorsOf } from '../src/spec/problem.ts';
import { toRequest } from '../src/spec/request.ts';
import { schemaProblems } from '../src/spec/schemaProblems.ts';
import { editorProblems, versions } from '../test/jsonService.ts';
import { anySpec, toText, type Spec } from './specs.ts';

const sandbox = await startSandbox();
const { endpoint, accessKeyId, accessKeySecret } = sandbox;
const account = { signer: 'sandbox', profile: 'sandbox', region: 'cn-hangzhou', endpoint } as const;
const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });

interface Verdicts {
  readonly text: string;
  /** True: may be sent. */
  readonly said: Readonly<Record<string, boolean>>;
  readonly agree: boolean;
}

async function verdictsOn(spec: Spec): Promise<Verdicts> {
  const text = toText(spec);
  const document = readSpec(text);
  const problems = errorsOf(judge(document));
  const ajv = document.root !== undefined && schemaProblems(document.root).length === 0;
  const shown = await Promise.all(versions.map((version) => editorProblems(text, version)));
  const [jsonService = false, ...others] = shown.map((problems) => problems.length === 0);
  const gate = problems.length === 0;
  const panel = jsonService && !problems.some(({ saidBy }) => saidBy === 'own');
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
  return { text, said: { ajv, jsonService, gate, panel, rules, wire }, agree };
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
  const { agree, said } = await verdictsOn(spec);
  if (!agree) disagreements++;
  if (said['gate']) accepted++;
  // So that a long run shows early whether it goes well.
  if (index + 1 === 3000 && numRuns > 3000) console.log(`3000 specs, ${disagreements} disagreements`);
}
if (disagreements > 0) {
  const details = await fc.check(
    fc.asyncProperty(anySpec, async (spec) => (await verdictsOn(spec)).agree),
    { numRuns, seed },
  );
  const [shrunk] = details.counterexample ?? [];
  if (shrunk) {
    const { text, said } = await verdictsOn(shrunk);
    console.log(`shrunk: ${text}\n${JSON.stringify(said)}`);
    console.log(errorsOf(judge(readSpec(text))), await editorProblems(text), checkParameters(shrunk));
  }
}
await sandbox.close();
console.log(`${accepted} accepted by all, ${numRuns - accepted - disagreements} refused by all`);
console.log(`${numRuns} specs, ${disagreements} disagreements`);
process.exitCode = disagreements > 0 ? 1 : 0;
