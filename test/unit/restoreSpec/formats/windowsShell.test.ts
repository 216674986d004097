import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seed } from '../../seed.ts';
import { fill, imported, testLongTexts, testSamples } from './formatHelpers.ts';

/** An argument as the start of a program on Windows splits it. */
const argument = (value: string) => `"${value.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
const powerShell = (value: string) => `'${value.replace(/(\\*)"/g, '$1$1\\"').replaceAll("'", "''")}'`;
const values = fc.array(fc.string({ unit: fc.constantFrom(...`aZ ;&=@<+$'"\\{[/-é^|`), minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 4,
});
const names = ['VaultId', 'SnapshotId', 'TargetPath', 'SnapshotHash'];

const windows = 'aliyun.exe hbr CreateRestoreJob --VaultId v --TargetPath ';

describe('the words of a command for cmd.exe', () => {
  testSamples('windowsShell');

  for (const [shell, lineEnd, quote] of [
    ['cmd.exe', '^', argument],
    ['PowerShell', '`', powerShell],
  ] as const) {
    it(`has each parameter in the spec as ${shell} would pass it`, () => {
      fc.assert(
        fc.property(values, (given) => {
          // cmd.exe counts the escaped quotes as well, so it would take what follows one for its own signs.
          fc.pre(shell !== 'cmd.exe' || !given.some((value) => value.includes('"') && /[&|<^]/.test(value)));
          const words = given.map((value, i) => `--${names[i] ?? ''}=${quote(value)}`);
          const { spec, skipped } = imported(['aliyun hbr CreateRestoreJob', ...words].join(` ${lineEnd}\r\n  `));
          assert.deepEqual(spec, Object.fromEntries(given.map((value, i) => [names[i], value])));
          assert.deepEqual(skipped, []);
        }),
        { seed, numRuns: 300 },
      );
    });
  }

  it('has each parameter in the spec that a browser copied for cmd.exe', () => {
    // As Chromium writes it: a caret in front of whatever cmd.exe or a program may take for a sign.
    const copied = (text: string) =>
      `^"${text
        .replace(/(\\*)"/g, '$1$1\\"')
        .replace(/[^\w\s\-:=+~'/.,?;()*`]/g, '^$&')
        .replace(/%(?=\w)/g, '%^')
        .replace(/\r?\n/g, '^\n\n')}^"`;
    fc.assert(
      fc.property(values, fc.boolean(), (given, isEncoded) => {
        const pairs = given.map((value, i) => [names[i] ?? '', value] as const);
        const form = new URLSearchParams(Object.fromEntries(pairs.map(([name, value]) => [name, `${value}\n`])));
        const words = isEncoded
          ? [`--data-raw ${copied(form.toString())}`]
          : pairs.map(([name, value]) => `--data-urlencode ${copied(`${name}=${value}\n`)}`);
        const address = copied('https://hbr.cn-x.aliyuncs.com/');
        const { spec, skipped } = imported([`curl ${address}`, ...words].join(' ^\n  '));
        const expected = Object.fromEntries(pairs.map(([name, value]) => [name, `${value}\n`]));
        assert.deepEqual(spec, { ...expected, $region: 'cn-x' });
        assert.deepEqual(skipped, []);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('leaves out a variable whose braces stay open', () => {
    for (const word of ['${x', '"${x"', '${x}', '"a${x}"'])
      assert.deepEqual(imported(`PS C:\\> aliyun hbr CreateRestoreJob --VaultId v --TargetPath ${word}\n`).skipped, [
        '--TargetPath',
      ]);
  });

  testLongTexts([
    ['here-strings of PowerShell', `PS C:\\> ${windows}${fill("@'\n'@ ")}`],
    ['a here-string that stays open', `PS C:\\> ${windows}${fill("@'\n")}`],
    ['braces that stay open for PowerShell', `PS C:\\> ${windows}${fill('${')}`],
    ['braces in quotes that stay open for PowerShell', `PS C:\\> ${windows}"${fill('${')}`],
    ['backticks for PowerShell', `PS C:\\> aliyun hbr CreateRestoreJob --VaultId v --TargetPath ${fill('`a')}`],
    ['quotes for PowerShell', `PS C:\\> aliyun hbr CreateRestoreJob --VaultId v --TargetPath ${fill(`'\\"`)}`],
    ['quotes in front of a bare path', `aliyun hbr CreateRestoreJob --VaultId v ${fill(`'"`)} C:\\a`],
    ['backslashes for cmd.exe', windows + fill('\\')],
    ['backslashes and quotes for cmd.exe', windows + fill('\\\\"')],
    ['percent signs for cmd.exe', windows + fill('%a')],
    ['programs for cmd.exe', windows + fill(' & a')],
  ]);
});
