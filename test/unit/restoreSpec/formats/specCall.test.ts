import assert from 'node:assert/strict';
import { callFromSpec } from '../../../../src/restoreSpec/formats/index.ts';
import { fill } from './formatHelpers.ts';

describe('the call of a spec', () => {
  it('finds the lines of a hundred errors far below', () => {
    const unknown = Array.from({ length: 200 }, (_, i) => `"x${i}": 1`).join(',\n');
    const call = callFromSpec(`{${fill('\n', 900_000)}${unknown}}`);
    assert.ok('errors' in call);
    assert.equal(call.errors.length, 100);
    assert.ok(call.errors.some(({ line }) => line > 900_000));
  });
});
