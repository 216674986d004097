import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/restoreSpec/fixes/fix.ts';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { spec, testWarnings, warnings } from './ruleRows.ts';

describe('misspeltList', () => {
  testWarnings([
    [
      'a list in the singular',
      spec('OSS', { Options: { include: ['photos/'] } }),
      ['misspeltList', '"include"', /restore everything in the snapshot\. The list is "includes"/],
    ],
    [
      'a list with a capital, in a string',
      spec('NAS', { Options: '{"Excludes":["/a"]}' }),
      ['misspeltList', '\\"Excludes\\"', /restore what it leaves out\. The list is "excludes"/],
    ],
    ['the lists themselves', spec('OSS', { Options: { includes: ['a/'], excludes: ['a/b'] } })],
    ['other options', spec('OSS', { Options: { conflictPolicy: 'KEEP_LATEST', UseVSS: false, other: 1 } })],
  ]);

  it('offers the right key, unless it is there already', () => {
    const fixed = (Options: unknown) => {
      const text = spec('OSS', { Options });
      const [problem] = warnings(text).filter(({ code }) => code === 'misspeltList');
      const [fix] = problem ? fixesFor(readSpec(text), problem) : [];
      return fix && (JSON.parse(applyEdits(text, fix.edits)) as Record<string, unknown>)['Options'];
    };
    assert.deepEqual(fixed({ Include: ['a/'] }), { includes: ['a/'] });
    assert.equal(fixed('{"exclude":["a/"]}'), '{"excludes":["a/"]}');
    assert.equal(fixed({ include: ['a/'], includes: ['b/'] }), undefined);
  });
});
