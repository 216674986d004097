import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/restoreSpec/fixes/fix.ts';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { NAS, OSS, errors, underlined } from './ruleRows.ts';
import { plainQuotes } from '../../plainQuotes.ts';

const later = JSON.stringify({ ...OSS, TargetPrefix: '<prefix>' });

describe('prefixToChoose', () => {
  it('keeps a spec whose prefix was left for later from being sent', () => {
    assert.deepEqual(
      errors(later).map((problem) => [problem.code, underlined(later, problem)]),
      [['prefixToChoose', '"<prefix>"']],
    );
  });

  it('offers a prefix to write on, and the whole bucket', () => {
    const [problem] = errors(later);
    assert.ok(problem);
    const fixes = fixesFor(readSpec(later), problem);
    assert.deepEqual(
      fixes.map(({ title, edits }) => [plainQuotes(title), errors(applyEdits(later, edits)).length, edits[0]?.snippet]),
      [
        ['Restore under a prefix: "restored/"', 0, '"${1:restored/}"'],
        ['Restore to the whole bucket: ""', 0, undefined],
      ],
    );
  });

  it('says nothing of a chosen whole bucket, of a prefix, or of the same text elsewhere', () => {
    for (const prefix of ['', 'prefix', '<prefix>/', 'restored/<prefix>']) {
      assert.deepEqual(validateSpec(readSpec(JSON.stringify({ ...OSS, TargetPrefix: prefix }))), []);
    }
    assert.deepEqual(errors(JSON.stringify({ ...NAS, TargetPath: '/<prefix>' })), []);
  });
});
