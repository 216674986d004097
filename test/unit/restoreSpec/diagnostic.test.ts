import assert from 'node:assert/strict';
import { ownDiagnostics } from '../../../src/restoreSpec/diagnostic.ts';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../src/restoreSpec/validation.ts';
import { jsonServiceProblems, versions } from '../../jsonService.ts';

const reported = (text: string, saysSyntax = true) =>
  ownDiagnostics(validateSpec(readSpec(text)), saysSyntax).map(({ code }) => code);
/** Wrong by the schema (a key, a source, what is missing), by the JSON (a key twice) and by this extension (a placeholder). */
const members = '"RestoreType":"NAS","SourceType":"OSS","vaultId":"v-1","SnapshotId":"s-**","SnapshotId":"s-**"';
const spec = `{${members}}`;
const withSchema = `{"$schema":"./restore.schema.json",${members}}`;
const all = validateSpec(readSpec(spec)).map(({ code }) => code);

describe('the problems that the extension reports itself', () => {
  it('are all, since the schema that VS Code gets reports none', () => {
    assert.ok(
      ['missing', 'unknownKey', 'mismatch', 'duplicateKey', 'placeholder'].every((code) => all.includes(code as never)),
    );
    assert.deepEqual(reported(spec), all);
  });

  it('are all where the spec names another schema, a copy of ours, or one that can not be loaded', () => {
    assert.deepEqual(reported(withSchema), all);
  });

  it('are those of the text only where the JSON support says nothing at all', () => {
    assert.deepEqual(reported('{', false), ['syntax']);
    assert.deepEqual(reported(spec, false), all);
  });

  for (const text of [
    '{',
    '}',
    '{"a" 1}',
    '{"a":}',
    '{"a":1 "b":2}',
    '{} {}',
    '["a"',
    '{"a":"b}',
    '"\\x"',
    '/* x',
    "{'a':1}",
    'tab',
    '{,}',
  ]) {
    it(`leave it to the JSON support that this is no JSON: ${text}`, async () => {
      for (const version of versions) {
        const shown = await jsonServiceProblems(text, version, 'editor');
        const own = reported(text);
        assert.ok(shown.length > 0 ? own.length === 0 : own.length === 1, JSON.stringify([version, shown, own]));
      }
    });
  }

  for (const [text, code] of [
    ['', 'empty'],
    ['  // what to restore?\n', 'empty'],
    ['/* nothing */', 'empty'],
    ['[]', 'root'],
    ['1', 'root'],
    ['['.repeat(200), 'tooLarge'],
  ] as const) {
    it(`say what the JSON support accepts without a word: ${text.slice(0, 20)}`, async () => {
      assert.deepEqual(reported(text), [code]);
      if (code !== 'tooLarge') assert.deepEqual(await jsonServiceProblems(text, 'newest', 'editor'), []);
    });
  }
});
