import assert from 'node:assert/strict';
import { importText } from '../../../../src/restoreSpec/formats/index.ts';
import { fill, head, testLongTexts, testSamples } from './formatHelpers.ts';

describe('the words of a command for a POSIX shell', () => {
  testSamples('posixShell');

  testLongTexts([
    ['braces', `${head} --Include ${fill('{a,')}`],
    ['a word in an ANSI quote', `${head} --Include $'${fill('\\x41')}'`],
    ['an ANSI quote that stays open', `${head} --Include $'${fill('\\a')}`],
    ['a command in backticks', `${head} --Include \`${fill('\\`')}\``],
    ['commands in commands', `${head} --Include ${fill("$('")}`],
  ]);

  for (const [quoted, value] of [
    [String.raw`$'\u202e\U0001F600\U000e0001\u00e9'`, '\u202e😀\u{e0001}é'],
    [String.raw`$'\342\200\256\x41\303\251'`, '\u202eAé'],
    [String.raw`$'\357\273\277a\e\E\a\0331'`, '\ufeffa\u001b\u001b\u0007\u001b1'],
    [String.raw`$'a\\b\'c\"d\?e'`, `a\\b'c"d?e`],
  ] as const) {
    it(`reads ${quoted} as bash does`, () => {
      const found = importText(`aliyun hbr CreateRestoreJob --TargetPath ${quoted}`);
      assert.ok(found && 'text' in found);
      assert.deepEqual(JSON.parse(found.text), { TargetPath: value });
    });
  }
});
