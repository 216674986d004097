import assert from 'node:assert/strict';
import { nearestWords } from '../../../../src/restoreSpec/fixes/nearestWords.ts';

describe('nearest words', () => {
  const words = ['TargetInstanceId', 'TargetInstanceName', 'TargetPath', 'VaultId', 'OSS', 'NAS'];
  for (const [word, found] of [
    ['targetpath', ['TargetPath']],
    ['target-path', ['TargetPath']],
    ['TragetPath', ['TargetPath']],
    ['TargetInstanceI', ['TargetInstanceId']],
    ['VautlId', ['VaultId']],
    ['OS', ['OSS']],
    ['XYZ', []],
    ['', []],
    ['__proto__', []],
    ['V'.repeat(1_000_000), []],
  ] as const) {
    it(`to ${word.slice(0, 20)}: ${found.join(', ') || 'none'}`, () =>
      assert.deepEqual(nearestWords(word, words), found));
  }
});
