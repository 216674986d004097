import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anySpec, toText } from '../../../../bench/specs.ts';
import { readableRoot, readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { applyEdits } from '../../../../src/restoreSpec/fixes/fix.ts';
import { fixAll, fixesFor, refactoringsAt } from '../../../../src/restoreSpec/fixes/index.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import type { Diagnostic } from '../../../../src/restoreSpec/diagnostic.ts';
import { toRequest } from '../../../../src/restoreSpec/restoreRequest.ts';
import { seed } from '../../seed.ts';
import { apply, fixed, nas, ots, plus, problemsOf, said, udm, type FixRow } from './fixRows.ts';

/** After each the problem is gone and no other came; the fix that is preferred has a `*` before its title. */
const rows: FixRow[] = [
  ['a misspelt key', nas.replace('VaultId', 'VautlId'), '*Change "VautlId" to "VaultId"', nas],
  ['a key in the wrong case', nas.replace('VaultId', 'vault_id'), '*Change "vault_id" to "VaultId"', nas],
  [
    'a misspelt key in a string',
    plus(ots, '"OtsDetail":"{\\"OverwriteExistng\\":false}"'),
    '*Change "OverwriteExistng" to "OverwriteExisting"',
    plus(ots, '"OtsDetail":"{\\"OverwriteExisting\\":false}"'),
  ],
  ['an unknown key', plus(nas, '"Zzz":1'), ' Remove "Zzz"', nas],
  ['a key of another type', plus(nas, '"TargetBucket":"b"'), ' Remove "TargetBucket"', nas],
  [
    'keys of other types',
    plus(nas.replace('{', '{"TargetBucket":"b",'), '"TargetTime":1,"Zzz":1'),
    " Remove all 3 keys that aren't taken here",
    nas,
  ],
  [
    'an unknown key in a string',
    plus(ots, '"OtsDetail":"{\\"a\\":1,\\"RestoreIndex\\":true}"'),
    ' Remove "a"',
    plus(ots, '"OtsDetail":"{\\"RestoreIndex\\":true}"'),
  ],
  ['a word in the wrong case', nas.replace('"NAS"', '"nas"'), '*Change to "NAS"', nas],
  ['a misspelt word', ots.replace('"OTS_TABLE"', '"OTS-TABEL"'), '*Change to "OTS_TABLE"', ots],
  [
    'a word of a nested enum',
    plus(
      udm.replace('UDM_ECS_ROLLBACK', 'UDM_ECS_DISK'),
      '"UdmDetail":{"targetInstanceId":"i-1","diskCategory":"c","diskPerformanceLevel":"pl1"}',
    ),
    '*Change to "PL1"',
    plus(
      udm.replace('UDM_ECS_ROLLBACK', 'UDM_ECS_DISK'),
      '"UdmDetail":{"targetInstanceId":"i-1","diskCategory":"c","diskPerformanceLevel":"PL1"}',
    ),
  ],
  [
    'a region in capitals',
    plus(nas, '"$region":"CN-Shanghai"'),
    '*Change to "cn-shanghai"',
    plus(nas, '"$region":"cn-shanghai"'),
  ],
  [
    'a SourceType of another kind',
    nas.replace('"SourceType":"NAS"', '"SourceType":"OSS"'),
    '*Change SourceType to NAS, which goes with this RestoreType',
    nas,
  ],
  [
    'a RestoreType of another kind',
    nas.replace('"RestoreType":"NAS"', '"RestoreType":"COMMON_FILE_SYSTEM"'),
    ' Change RestoreType to NAS, which goes with this SourceType',
    nas,
  ],
  [
    'milliseconds',
    nas.replace(':1}', ':1554347313123}'),
    '*Change to seconds: 1554347313',
    nas.replace(':1}', ':1554347313}'),
  ],
  [
    'microseconds',
    nas.replace(':1}', ':1554347313123456}'),
    '*Change to seconds: 1554347313',
    nas.replace(':1}', ':1554347313}'),
  ],
  ['an exponent', nas.replace(':1}', ':1.5e9}'), '*Change to 1500000000', nas.replace(':1}', ':1500000000}')],
  ['a point', nas.replace(':1}', ':12.0}'), '*Change to 12', nas.replace(':1}', ':12}')],
  ['minus nothing', nas.replace(':1}', ':-0}'), '*Change to 0', nas.replace(':1}', ':0}')],
  [
    'digits of a long ID',
    plus(nas, '"CrossAccountUserId":1234567890123456789.0'),
    '*Change to 1234567890123456789',
    plus(nas, '"CrossAccountUserId":1234567890123456789'),
  ],
  [
    'a number in a string',
    nas.replace(':1}', ':"1554347313"}'),
    '*Change to 1554347313',
    nas.replace(':1}', ':1554347313}'),
  ],
  [
    'a date in a string',
    nas.replace(':1}', ':"2019-04-04T03:08:33Z"}'),
    '*Change to 1554347313',
    nas.replace(':1}', ':1554347313}'),
  ],
  ['a number that should be a string', nas.replace('"1"', '5494'), '*Change to "5494"', nas.replace('"1"', '"5494"')],
  [
    'a date of the service',
    nas.replace('Time":1', 'Time":"2021-07-09T15:45:30CST"'),
    '*Change to 1625816730',
    nas.replace('Time":1', 'Time":1625816730'),
  ],
  ['a number among names', plus(ots, '"Include":["a",1]'), '*Change to "1"', plus(ots, '"Include":["a","1"]')],
  ['a flag in a string', plus(nas, '"InitiatedByAck":"True"'), '*Change to true', plus(nas, '"InitiatedByAck":true')],
  [
    'a path that is no array',
    plus(nas, '"Include":"/home/\\u0061"'),
    '*Make it an array of one path',
    plus(nas, '"Include":["/home/\\u0061"]'),
  ],
  [
    'JSON with a comment in a string',
    plus(nas, '"Include":"[\\"/a\\", ] // x"'),
    '*Write Include as JSON',
    plus(nas, '"Include":["/a"]'),
  ],
  [
    "the page's way to write UdmDetail",
    plus(udm, '"UdmDetail":"{\\\\\\"sourceInstanceId\\\\\\":\\\\\\"i-1\\\\\\"}"'),
    '*Write UdmDetail as JSON',
    plus(udm, '"UdmDetail":{"sourceInstanceId":"i-1"}'),
  ],
  ['a key twice, alike', plus(nas, '"VaultId":"v-1"'), '*Remove this "VaultId"', nas],
  ['a key twice', plus(nas, '"VaultId":"v-2"'), ' Remove this "VaultId"', nas],
  [
    'a key twice, the second is meant',
    plus(nas, '"VaultId":"v-2"'),
    ' Keep this "VaultId", remove the other',
    plus(nas.replace('"VaultId":"v-1",', ''), '"VaultId":"v-2"'),
  ],
  [
    'forceRestore',
    plus(udm, '"UdmDetail":{"sourceInstanceId":"i-1","forceRestore":true}'),
    ' Change forceRestore to false',
    plus(udm, '"UdmDetail":{"sourceInstanceId":"i-1","forceRestore":false}'),
  ],
  [
    'OverwriteExisting in a string',
    plus(ots, '"OtsDetail":"{\\"OverwriteExisting\\": true}"'),
    ' Change OverwriteExisting to false',
    plus(ots, '"OtsDetail":"{\\"OverwriteExisting\\": false}"'),
  ],
  [
    'an excluded path',
    plus(nas, '"Include":["/a","/b"],"Exclude":["/b"]'),
    ' Remove this path',
    plus(nas, '"Include":["/a"],"Exclude":["/b"]'),
  ],
  [
    'a path that leads elsewhere',
    plus(nas, '"TargetPath":"/tmp/./restored/../../etc/"'),
    ' Write the path without "." and ".."',
    plus(nas, '"TargetPath":"/etc/"'),
  ],
];

describe('fixes', () => {
  it('of a date without a zone are its local time and UTC', () => {
    const text = nas.replace('Time":1', 'Time":"2021-07-09 15:45"');
    const titles = problemsOf(text).flatMap((problem) => fixesFor(readSpec(text), problem).map(({ title }) => title));
    assert.equal(titles.length, 2);
    assert.match(titles[0] ?? '', /^Change to \d+: 2021-07-09 15:45:00 local time$/);
    assert.equal(titles[1], 'Change to 1625845500: 2021-07-09 15:45:00 UTC');
  });

  for (const [what, before, title, after] of rows) {
    it(`${title.slice(1)}: ${what}`, () => {
      const result = fixed(before, title.slice(1));
      assert.equal(result.after, after);
      assert.equal(result.fix.isPreferred, title.startsWith('*'));
      // Once a list of paths can be read, it is warned of that OSS and NAS may not heed it.
      const left = problemsOf(after)
        .filter(({ code }) => code !== 'ignoredFilter')
        .map(said);
      const had = new Set(problemsOf(before).map(said));
      assert.deepEqual(
        left.filter((each) => !had.has(each)),
        [],
        'a new problem came',
      );
      assert.ok(left.length < problemsOf(before).length, 'the problem is still there');
    });
  }

  it('turns a structured value into a string and back, and sends the same', () => {
    const text = plus(nas, '"Exclude": ["/a", "/\\u0062"]');
    const [toString] = refactoringsAt(readSpec(text), text.indexOf('/a'));
    assert.equal(toString?.title, 'Write Exclude as a JSON string');
    assert.equal(toString.kind, 'refactor');
    const asString = apply(text, toString);
    assert.deepEqual(toRequest(readSpec(asString)), toRequest(readSpec(text)));
    const [toJson] = refactoringsAt(readSpec(asString), text.indexOf('/a'));
    assert.equal(toJson?.title, 'Write Exclude as JSON');
    assert.deepEqual(toRequest(readSpec(apply(asString, toJson))), toRequest(readSpec(text)));
  });

  for (const [what, text, at] of [
    ['a plain parameter', nas, 'v-1'],
    ['a string that is no JSON', plus(nas, '"Include":"/a"'), '/a'],
    ['a value with a comment, which a string would lose', plus(nas, '"Include":["/a" /* b */]'), '/a'],
    ['a broken spec', `${plus(nas, '"Include":["/a"]')}}`, '/a'],
  ] as const) {
    it(`offers no other form of ${what}`, () => {
      assert.deepEqual(refactoringsAt(readSpec(text), text.indexOf(at)), []);
    });
  }

  it('fixes all that is safe at once, round after round, and nothing else', () => {
    const before = plus(
      nas.replaceAll('"NAS"', '"nas"').replace(':1}', ':1.5e9}'),
      '"Zzz":1,"crossAccountType":"self_account","CrossAccountUserId":"1","TargetBucket":"b"',
    );
    const after = applyEdits(before, fixAll(readSpec(before)));
    assert.equal(
      after,
      plus(
        nas.replace(':1}', ':1500000000}'),
        '"Zzz":1,"CrossAccountType":"SELF_ACCOUNT","CrossAccountUserId":"1","TargetBucket":"b"',
      ),
    );
    assert.deepEqual(fixAll(readSpec(after)), []);
  });

  it('leaves keys to a person of which one would come twice', () => {
    for (const keys of ['"edition":"BASIC","EDITION":"STANDARD"', '"Edition":"BASIC","edition":"STANDARD"']) {
      assert.deepEqual(fixAll(readSpec(plus(nas, keys))), []);
    }
  });

  it('has nothing to fix in what cannot be read, nor in what is right', () => {
    for (const text of ['', '[]', '{"RestoreType": "nas"', nas, 'x'.repeat(2_000_000)])
      assert.deepEqual(fixAll(readSpec(text)), []);
  });

  it('does with every fix of every spec what it says, and never breaks the JSON', () => {
    fc.assert(
      fc.property(anySpec, fc.boolean(), (spec, isPretty) => {
        const compact = toText(spec);
        // Numbers are left as they are, however many digits they have.
        const text = isPretty ? compact.replace(/^\{/, '{\n  // x\n  ').replace(/\}$/, ', // y\n}') : compact;
        const document = readSpec(text);
        if (!readableRoot(document)) return;
        for (const problem of validateSpec(document)) {
          for (const fix of fixesFor(document, problem)) {
            const after = readSpec(apply(text, fix));
            assert.ok(readableRoot(after), `${fix.title}\n${text}\n${after.text}`);
            const count = (all: Diagnostic[]) => all.filter((each) => said(each) === said(problem)).length;
            const [before, left] = [count(validateSpec(document)), count(validateSpec(after))];
            assert.ok(left < before, `${fix.title}\n${text}\n${after.text}`);
          }
        }
        for (let offset = 0; offset < text.length; offset += 7) {
          for (const fix of refactoringsAt(document, offset))
            assert.ok(readableRoot(readSpec(apply(text, fix))), `${fix.title}\n${text}`);
        }
        const all = readSpec(applyEdits(text, fixAll(document)));
        assert.ok(readableRoot(all));
        assert.deepEqual(fixAll(all), []);
      }),
      { numRuns: 1000, seed },
    );
  });

  it('takes a text that is broken or hostile at any character', () => {
    const text = plus(nas, '"Include":"[\\"/a\\"]", "Zzz":1e3, "UdmDetail":{"a":"\\ud83d"}');
    for (let at = 0; at <= text.length; at++) {
      for (const inserted of ['"', '{', '\\', '\0', '\ud83d', '//', ',', '"__proto__":1,']) {
        const document = readSpec(text.slice(0, at) + inserted + text.slice(at));
        for (const problem of validateSpec(document)) fixesFor(document, problem);
        refactoringsAt(document, at);
        fixAll(document);
      }
    }
  });

  it('fixes 30,000 spellings and removes 30,000 keys without a hang', () => {
    const text = plus(nas, Array.from({ length: 30_000 }, (_, i) => `"k${i}":1.0`).join(','));
    const document = readSpec(text);
    const problems = validateSpec(document);
    assert.equal(fixAll(document, problems).length > 0, true);
    const remove = problems
      .slice(0, 50)
      .flatMap((problem) => fixesFor(document, problem))
      .find(({ title }) => title.startsWith('Remove all'));
    assert.ok(remove);
    assert.equal(apply(text, remove), nas);
  });
});
