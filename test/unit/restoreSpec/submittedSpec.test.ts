import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anySpec, toText, type Spec } from '../../../bench/specs.ts';
import { changedSince, submittedSpec, specFromRequest } from '../../../src/restoreSpec/submittedSpec.ts';
import { readableRoot, readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { callFromSpec } from '../../../src/restoreSpec/formats/index.ts';
import { parametersOf, structuredParameters, type RestoreRequest } from '../../../src/restoreSpec/parameters.ts';
import { toRequest } from '../../../src/restoreSpec/restoreRequest.ts';
import { seed } from '../seed.ts';
import { valid } from './validSpecs.ts';

const requestOf = (text: string) => toRequest(readSpec(text));

/** What the API makes of the parameters: structured ones by their JSON. */
function meant(request: RestoreRequest): unknown {
  const all = Object.entries(parametersOf(request)).map(([name, value]) => [
    name,
    structuredParameters.has(name) ? (JSON.parse(value) as unknown) : value,
  ]);
  return Object.fromEntries(all);
}

/** The request of a spec that may be sent; undefined for another one. */
function sentOf(spec: Spec): RestoreRequest | undefined {
  const call = callFromSpec(toText(spec));
  return 'errors' in call ? undefined : call.request;
}

/** The spec over several lines with a comment before each key, as a person may have left it. */
const commented = (spec: Spec) =>
  `// head\n{\n${Object.entries(spec)
    .map(([name, value]) => `  // about it\n  ${JSON.stringify(name)}: ${toText(value)}, // beside it\n`)
    .join('')}  // foot\n}\n`;

describe('a spec as it was sent', () => {
  for (const [layout, write] of [
    ['in one line', toText],
    ['with comments', commented],
  ] as const) {
    it(`makes the request that was sent, whatever the spec ${layout} says now`, () => {
      let judgedValid = 0;
      fc.assert(
        fc.property(anySpec, anySpec, (then, now) => {
          const request = sentOf(then);
          if (!request) return;
          judgedValid++;
          const text = write(now);
          const back = submittedSpec(text, request, undefined);
          assert.deepEqual(meant(requestOf(back)), meant(request), `${text}\n${back}`);
          // Not written anew: what a person wrote beside the values is still there.
          if (text.startsWith('//') && readableRoot(readSpec(text))) assert.match(back, /^\/\/ head\n/);
          const own = write(then);
          assert.equal(submittedSpec(own, request, undefined), own);
          assert.deepEqual(requestOf(specFromRequest(request, 'cn-hangzhou')), request);
        }),
        { numRuns: 600, seed },
      );
      assert.ok(judgedValid > 100, `${judgedValid} of them could be sent`);
    });
  }

  const sent = requestOf(JSON.stringify({ ...valid['NAS'], Include: ['/a', '/b'], Options: { a: 1, b: 2 } }));
  const text = `{
  // which
  "RestoreType": "NAS", "SourceType": "NAS",
  "$region": "cn-hangzhou",
  "VaultId": "v-1", // the vault
  "SnapshotId": "s-1",
  "TargetFileSystemId": "005494",
  "TargetCreateTime": 1554347313,
  "Include": [ "/a",
    "/b" ], // both
  "Options": "{ \\"b\\": 2, \\"a\\": 1 }"
}
`;

  it('is the spec itself where it means the same, laid out and ordered in another way', () => {
    assert.equal(submittedSpec(text, sent, 'cn-hangzhou'), text);
  });

  it('changes what was changed, and no other character', () => {
    const changed = text
      .replace('"s-1"', '"s-2"')
      .replace('1554347313', '1600000000')
      .replace('[ "/a",\n    "/b" ]', '["/c"]');
    const expected = text.replace('[ "/a",\n    "/b" ]', '["/a", "/b"]');
    assert.equal(submittedSpec(changed, sent, 'cn-hangzhou'), expected);
  });

  it('takes out what was added, and puts back what was taken out in its place', () => {
    const changed = text
      .replace('  "SnapshotId": "s-1",\n', '')
      .replace('  "TargetFileSystemId"', '  "TargetPath": "/x",\n  "TargetFileSystemId"');
    assert.equal(submittedSpec(changed, sent, 'cn-hangzhou'), text);
  });

  it('keeps a string a string, and the ends of the lines', () => {
    const changed = text.replace('\\"b\\": 2', '\\"b\\": 3').replaceAll('\n', '\r\n').replace('"VaultId"', '"vault"');
    const back = submittedSpec(changed, sent, undefined);
    assert.match(back, /"Options": "\{\\"a\\":1,\\"b\\":2\}"\r\n\}/);
    assert.doesNotMatch(back, /[^\r]\n/);
    assert.deepEqual(meant(requestOf(back)), meant(sent));
  });

  it('says the region that it went to only where the spec says another one', () => {
    assert.match(submittedSpec(text, sent, 'eu-central-1'), /"\$region": "eu-central-1"/);
    assert.equal(submittedSpec(text, sent, undefined), text);
    const without = text.replace('  "$region": "cn-hangzhou",\n', '');
    assert.equal(submittedSpec(without, sent, 'eu-central-1'), without);
  });

  for (const unread of ['', 'no JSON', '[1]', '{"VaultId": ', '{'.repeat(200), 'x'.repeat(1_000_001)]) {
    it(`is written anew where the text is ${JSON.stringify(unread.slice(0, 12))}`, () => {
      const back = submittedSpec(unread, sent, 'cn-hangzhou');
      assert.deepEqual(requestOf(back), sent);
      assert.match(back, /"\$region": "cn-hangzhou"/);
    });
  }
});

describe('what a spec says otherwise than what was sent', () => {
  const spec = { ...valid['NAS'], Include: ['/a', '/b'], Options: { includes: [], UseVSS: true } };
  const sent = requestOf(JSON.stringify(spec));
  const changed = (more: object) => changedSince(JSON.stringify({ ...spec, ...more }), sent, 'cn-hangzhou') ?? [];

  it('is nothing where only the writing differs', () => {
    const rewritten = `// a comment\n${JSON.stringify({ ...spec, Include: '[ "/a",\n"/b" ]' }, null, 4)}`;
    assert.deepEqual(changedSince(rewritten, sent, 'cn-hangzhou'), []);
    assert.deepEqual(changed({ Options: { UseVSS: true, includes: [] }, $schema: './x.json' }), []);
    assert.deepEqual(changed({ $region: 'cn-hangzhou' }), []);
  });

  it('is named: what was changed, taken out or added, and where it goes', () => {
    assert.deepEqual(changed({ Include: ['/b', '/a'] }), ['Include']);
    assert.deepEqual(changed({ Include: undefined, Exclude: ['/c'] }).sort(), ['Exclude', 'Include']);
    assert.deepEqual(changed({ $region: 'cn-beijing' }), ['$region']);
    // The sandbox has no region of its own.
    assert.deepEqual(changedSince(JSON.stringify({ ...spec, $region: 'cn-beijing' }), sent, undefined), []);
  });

  it('is not known of a text that makes no request', () => {
    for (const text of ['', '[]', '{ "RestoreType": ']) assert.equal(changedSince(text, sent, undefined), undefined);
  });
});
