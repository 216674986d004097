import assert from 'node:assert/strict';
import { spoken } from '../../../src/views/spoken.ts';

describe('what a screen reader says of a row', () => {
  for (const [parts, said] of [
    [['RUNNING 42 %', 'NAS files', undefined, '', '3 min left'], 'RUNNING 42 %, NAS files, 3 min left'],
    [['REFUSED', 'The key is wrong.', 'r-1'], 'REFUSED, The key is wrong. r-1'],
    [['REFUSED', '密钥不正确。', 'r-1'], 'REFUSED, 密钥不正确。 r-1'],
    [['COMPLETE'], 'COMPLETE'],
  ] as const) {
    it(said, () => assert.equal(spoken(...parts), said));
  }
});
