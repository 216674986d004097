import assert from 'node:assert/strict';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { now, seconds, spec, testWarnings } from './ruleRows.ts';

describe('inFuture', () => {
  testWarnings([
    [
      'TargetTime to come',
      spec('OTS_TABLE', { TargetTime: seconds + 1 }),
      ['inFuture', String(seconds + 1), /TargetTime/],
    ],
    [
      'TargetCreateTime to come',
      spec('NAS', { TargetCreateTime: seconds + 1 }),
      ['inFuture', String(seconds + 1), /TargetCreateTime/],
    ],
    ['the present', spec('OTS_TABLE', { TargetTime: seconds })],
  ]);

  it('leaves what looks like milliseconds to the error', () => {
    const problems = validateSpec(readSpec(spec('NAS', { TargetCreateTime: now * 2 })), { now });
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['outOfRange'],
    );
  });
});
