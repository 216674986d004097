import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anySpec, toText, type Spec } from '../../../bench/specs.ts';
import { callOf, importText, toPreview, writeForm, type Call, type Form } from '../../../src/spec/forms/forms.ts';
import { seed } from '../seed.ts';
import { valid } from './validSpecs.ts';

const forms: Record<string, (call: Call) => string> = {
  ...Object.fromEntries(
    (['cli', 'curl', 'terraform', 'typescript'] satisfies Form[]).map((form) => [
      form,
      (call: Call) => writeForm(form, call),
    ]),
  ),
  preview: (call) => toPreview(call, {}, 'x.restore.json'),
  query: ({ request: { query, body }, region }) =>
    new URLSearchParams({ ...query, ...body, ...(region && { RegionId: region }) }).toString(),
  json: ({ request: { query, body }, region }) => JSON.stringify({ query, body, ...(region && { $region: region }) }),
};

/** What a text of shells, templates and quotes can go wrong with. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...["'", '"', '`', '\\', '$', '${', '$${', '%{', '%%{', '$(id)', '`id`', '${x}', '%PATH%', '!', '~', '#', '^'],
        ...['&', '|', ';', '<<EOF', '\\n', '\\u0041', '//', '/*', '*/', '# ', ' ', '-', '--', '=', ':', '@', '{', '}'],
        ...[
          '[Query parameters]',
          '--dryrun',
          'file:',
          'const region = "a-b"',
          'query: {',
          '"alicloud_hbr_restore_job" "',
        ],
        ...['ü', 'u\u0308', '\ufeff', '\u202e', '\u2028', '\u00a0', '😀', '+', '%20', '&a=b', 'hbr.x-y.aliyuncs.com'],
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const members: fc.Arbitrary<Spec> = fc.record(
  {
    TargetPath: hostile,
    SnapshotHash: hostile,
    Include: fc.array(hostile, { minLength: 1, maxLength: 3 }),
    Options: fc.oneof(
      fc.record({ a: hostile }),
      hostile.map((text) => JSON.stringify({ a: text }, null, 1)),
    ),
    $region: fc.constant('eu-central-1'),
  },
  { requiredKeys: ['TargetPath'] },
);
const hostileSpec = members.map((more): Spec => ({ ...(valid['ECS_FILE'] as Spec), ...more }));

/** The call that a spec makes, undefined where it may not be sent. */
function callFrom(text: string): Call | undefined {
  const call = callOf(text);
  return 'wrong' in call ? undefined : call;
}

function holds(spec: Spec): boolean {
  const call = callFrom(toText(spec));
  if (!call) return false;
  for (const [form, write] of Object.entries(forms)) {
    const written = write(call);
    const back = importText(written);
    assert.ok(back && 'text' in back, `${form}: ${JSON.stringify(back)}\n${written}`);
    assert.deepEqual(back.left, [], `${form}\n${written}`);
    const again = callFrom(back.text);
    assert.deepEqual(again, call, `${form}\n${written}\n${back.text}`);
  }
  return true;
}

describe('forms: spec to form to spec', () => {
  for (const [name, specs] of [
    ['generated specs', anySpec],
    ['hostile text', hostileSpec],
  ] as const) {
    it(`is exact for every form, for ${name}`, function () {
      this.timeout(120_000);
      let judgedValid = 0;
      fc.assert(
        fc.property(specs, (spec) => {
          if (holds(spec)) judgedValid++;
        }),
        { numRuns: 800, seed },
      );
      assert.ok(judgedValid > 150, `${judgedValid} of them could be sent`);
    });
  }
});
