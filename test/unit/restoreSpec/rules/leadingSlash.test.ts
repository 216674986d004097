import assert from 'node:assert/strict';
import { fixed, problemsOf } from '../fixes/fixRows.ts';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { spec, testWarnings } from './ruleRows.ts';

describe('leadingSlash', () => {
  testWarnings([
    ['a slash', spec('OSS', { TargetPrefix: '/a/' }), ['leadingSlash', '"/a/"', /begin without a slash/]],
    ['a backslash', spec('OSS', { TargetPrefix: '\\a' }), ['leadingSlash', '"\\\\a"', /begin without a slash/]],
    ['a prefix without one', spec('OSS', { TargetPrefix: 'a/b/' })],
    ['the whole bucket', spec('OSS', { TargetPrefix: '' })],
  ]);

  it('has a fix that removes all of them', () => {
    const { after } = fixed(spec('OSS', { TargetPrefix: '//a/' }), 'Remove the slash at the beginning');
    assert.match(after, /"TargetPrefix":"a\/"/);
  });

  it('makes no whole bucket of a slash', () => {
    const text = spec('OSS', { TargetPrefix: '/' });
    const problems = problemsOf(text).filter(({ code }) => code === 'leadingSlash');
    assert.equal(problems.length, 1);
    assert.deepEqual(
      problems.flatMap((problem) => fixesFor(readSpec(text), problem)),
      [],
    );
  });
});
