import assert from 'node:assert/strict';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../src/restoreSpec/validation.ts';
import {
  shortDescription,
  keysToFill,
  newSpecSnippet,
  idPrefixFor,
  valueProblem,
} from '../../../src/restoreSpec/newSpecSnippet.ts';
import { errorsOf } from '../../../src/restoreSpec/diagnostic.ts';
import { restoreTypes, requiredKeys, sourceTypeOf } from '../../../src/restoreSpec/schema.ts';
import { toRequest } from '../../../src/restoreSpec/restoreRequest.ts';
import { newer, valid } from './validSpecs.ts';

const all = { ...valid, ...newer };
/** What VS Code makes of a snippet whose tab stops are left as they are. */
const inserted = (snippet: string) =>
  snippet.replace(/(?<!\\)\$(?:\d+|\{\d+:([^}]*)\})/g, '$1').replace(/\\([\\$}])/g, '$1');

describe('a new spec', () => {
  it('is offered for every kind of restore, the documented ones first', () => {
    const words = restoreTypes().map(({ word }) => word);
    assert.deepEqual(words.slice(0, 5), Object.keys(valid));
    assert.deepEqual(words.slice(5).sort(), Object.keys(newer).sort());
    for (const { word, text } of restoreTypes()) assert.ok(text.length > 10, word);
  });

  for (const [type, spec] of Object.entries(all)) {
    it(`asks for what ${type} needs and makes a valid spec of the answers`, () => {
      assert.deepEqual(requiredKeys(type).sort(), Object.keys(spec).sort());
      assert.equal(sourceTypeOf(type), spec['SourceType']);
      const values = new Map(keysToFill(type).map((key) => [key, String(spec[key])]));
      const document = readSpec(newSpecSnippet(type, values));
      const text = inserted(document.text);
      assert.deepEqual(errorsOf(validateSpec(readSpec(text))), []);
      assert.deepEqual(toRequest(readSpec(text)), toRequest(readSpec(JSON.stringify(spec))));
    });

    it(`leaves what is not answered of ${type} as tab stops in order`, () => {
      const snippet = newSpecSnippet(type, new Map());
      const stops = [...snippet.matchAll(/\$\{?(\d+)/g)].map(([, stop]) => Number(stop));
      const open = keysToFill(type);
      assert.deepEqual(
        stops,
        open.map((_, index) => index + 1),
      );
    });
  }

  it('leaves what the account does not tell of a disk as a tab stop, which is red until it is filled in', () => {
    const detail = { targetInstanceId: 'i-$1}', diskCategory: undefined };
    const values = new Map<string, unknown>(
      Object.entries({ VaultId: 'v-1', SnapshotId: 's-1', UdmRegionId: 'cn-shanghai', UdmDetail: detail }),
    );
    const snippet = newSpecSnippet('UDM_ECS_DISK', values);
    assert.match(snippet, /"UdmDetail": \{ "targetInstanceId": "i-\\\$1\\\}", "diskCategory": "\$1" \\\}/);
    const [problem, ...others] = errorsOf(validateSpec(readSpec(inserted(snippet))));
    assert.match(problem?.message ?? '', /Must not be empty/);
    assert.deepEqual(others, []);
  });

  it('writes hostile answers as text, in JSON and in the snippet', () => {
    const hostile = '${1:x} $TM_FILENAME `a` "q" \\ } 😀';
    const snippet = newSpecSnippet(
      'ECS_FILE',
      new Map([...keysToFill('ECS_FILE').map((key) => [key, hostile] as const)]),
    );
    const request = toRequest(readSpec(inserted(snippet)));
    assert.equal(request.body['TargetPath'], hostile);
    assert.equal(request.query['VaultId'], hostile);
  });

  it('shows the prefix of an ID selected, so that a pasted ID takes its place', () => {
    assert.match(newSpecSnippet('NAS', new Map()), /"VaultId": "\$\{1:v-\}",\n\t"SnapshotId": "\$\{2:s-\}"/);
  });

  it("can't be sent to the whole bucket as long as nobody has chosen that", () => {
    const answers = new Map([...keysToFill('OSS')].map((key) => [key, 'v-1'] as const));
    answers.delete('TargetPrefix');
    const problems = errorsOf(validateSpec(readSpec(inserted(newSpecSnippet('OSS', answers)))));
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['prefixToChoose'],
    );
    const whole = inserted(newSpecSnippet('OSS', new Map([...answers, ['TargetPrefix', '']])));
    assert.deepEqual(errorsOf(validateSpec(readSpec(whole))), []);
  });

  it('takes an empty TargetPrefix as an answer', () => {
    const snippet = newSpecSnippet('OSS', new Map([['TargetPrefix', '']]));
    assert.match(snippet, /"TargetPrefix": ""/);
  });

  it('writes what an account told besides: the region first, the hash after the ID, values that are no text as they are', () => {
    const told = { UdmDetail: { sourceInstanceId: 'i-1}' }, SnapshotHash: 'h', $region: 'cn-shanghai' };
    const entered = { VaultId: 'v-1', SnapshotId: 's-1', UdmRegionId: 'cn-shanghai' };
    const text = inserted(newSpecSnippet('UDM_ECS_ROLLBACK', new Map(Object.entries({ ...entered, ...told }))));
    const spec = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(spec, { RestoreType: 'UDM_ECS_ROLLBACK', SourceType: 'UDM_ECS', ...entered, ...told });
    const keys = ['$region', 'RestoreType', 'SourceType', 'VaultId', 'SnapshotId', 'SnapshotHash', 'UdmRegionId'];
    assert.deepEqual(Object.keys(spec), [...keys, 'UdmDetail']);
  });

  it('checks an answer as the judge does', () => {
    assert.equal(valueProblem('VaultId', 'NAS', 'v-1'), undefined);
    assert.match(valueProblem('VaultId', 'NAS', 'v\n1') ?? '', /control character/);
    assert.equal(valueProblem('TargetCreateTime', 'NAS', '1554347313'), undefined);
    assert.match(valueProblem('TargetCreateTime', 'NAS', '1554347313000') ?? '', /milliseconds/);
    assert.match(valueProblem('TargetCreateTime', 'NAS', 'yesterday') ?? '', /whole UNIX time/);
    assert.match(valueProblem('TargetCreateTime', 'NAS', '1.5') ?? '', /whole UNIX time/);
  });

  it('explains every key that it asks for, in one sentence', () => {
    for (const type of Object.keys(all)) {
      for (const key of keysToFill(type)) assert.match(shortDescription(key, type), /^[A-Z][^*`]{20,}\.$/, key);
    }
  });

  it('knows what IDs begin with', () => {
    assert.deepEqual(
      ['VaultId', 'SnapshotId', 'TargetInstanceId', 'TargetBucket'].map((key) => idPrefixFor(key, 'ECS_FILE')),
      ['v-', 's-', '', ''].map((p, i) => (i === 2 ? 'i-' : p)),
    );
  });
});
