import assert from 'node:assert/strict';
import fc from 'fast-check';
import { importText } from '../../../../src/restoreSpec/formats/index.ts';
import { seed } from '../../seed.ts';
import { head, imported, write, ecs } from './formatHelpers.ts';

/** Each reading of a command: for which shells, and the differences that are shown. The first is what is imported without a pick. */
function readingsOf(text: string) {
  const found = importText(text);
  assert.ok(found && 'text' in found, JSON.stringify(found));
  const { readings = [] } = found;
  if (readings.length > 0) assert.equal(readings[0]?.text, found.text);
  return readings.map(({ shells, differences }) => [shells, ...differences]);
}

describe('the readings of a command', () => {
  for (const [what, words, expected] of [
    [
      'a bare path of Windows',
      String.raw`--VaultId v --TargetPath C:\restore`,
      [
        ['cmd.exe, PowerShell', String.raw`TargetPath = C:\restore`],
        ['sh', 'TargetPath = C:restore'],
      ],
    ],
    [
      'doubled backslashes in double quotes',
      String.raw`--TargetPath "C:\\a"`,
      [
        ['sh', String.raw`TargetPath = C:\a`],
        ['PowerShell, cmd.exe', String.raw`TargetPath = C:\\a`],
      ],
    ],
    [
      'doubled single quotes',
      `--TargetPath 'it''s'`,
      [
        ['sh', 'TargetPath = its'],
        ['PowerShell', `TargetPath = it's`],
      ],
    ],
    [
      'a caret',
      '--VaultId v --TargetPath a^b',
      [
        ['sh, PowerShell', 'TargetPath = a^b'],
        ['cmd.exe', 'TargetPath = ab'],
      ],
    ],
    [
      'a variable of two of them',
      '--VaultId v --TargetPath "$HOME/x"',
      [
        ['sh, PowerShell', 'TargetPath left out'],
        ['cmd.exe', 'TargetPath = $HOME/x'],
      ],
    ],
    [
      'a variable of cmd.exe',
      '--SnapshotId s --VaultId %V%',
      [
        ['sh, PowerShell', 'VaultId = %V%'],
        ['cmd.exe', 'VaultId left out'],
      ],
    ],
    ['words without quotes', '--VaultId v-1 --TargetPath /a', []],
    ['double quotes alone', '--VaultId "v 1" --TargetPath "/a b"', []],
    ['single quotes, which are none for cmd.exe', `--VaultId 'v 1' --Include '["/a"]'`, []],
    ['JSON that PowerShell would tear', String.raw`--Include "[\"/a\"]"`, []],
    ['a quote that only a POSIX shell has', String.raw`--TargetPath 'it'\''s'`, []],
    ['lines of a POSIX shell', '\\\n --TargetPath "C:\\\\a"', []],
  ] as const) {
    it(`of ${what} are ${expected.length || 'one'}`, () => assert.deepEqual(readingsOf(`${head} ${words}`), expected));
  }

  it('are one where the prompt says which shell it is', () => {
    for (const prompt of ['PS C:\\> ', 'C:\\>'])
      assert.deepEqual(readingsOf(`${prompt}${head} --TargetPath "C:\\\\a"`), []);
  });

  it('of curl differ as those of the CLI do', () => {
    assert.deepEqual(readingsOf(String.raw`curl https://hbr.cn-x.aliyuncs.com/ -d VaultId=v -d "TargetPath=C:\\a"`), [
      ['sh', String.raw`TargetPath = C:\a`],
      ['PowerShell, cmd.exe', String.raw`TargetPath = C:\\a`],
    ]);
  });

  it('show what nobody sees in a value', () => {
    assert.deepEqual(
      readingsOf(`${head} --VaultId v --TargetPath "/a\u202e\\\\b"`).map(([, line]) => line),
      ['TargetPath = "/a\\u202e\\\\b"', 'TargetPath = "/a\\u202e\\\\\\\\b"'],
    );
  });

  it('are one for what this extension wrote', () => {
    for (const format of ['cli', 'curl'] as const) assert.deepEqual(readingsOf(write(format, ecs)), []);
  });

  const argument = (value: string) => `"${value.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
  for (const [shell, quote, skips] of [
    ['sh', (value: string) => `'${value}'`, /'/],
    ['sh', (value: string) => `"${value.replace(/[\\"$`]/g, '\\$&')}"`, /^'|'$/],
    ['PowerShell', (value: string) => `'${value.replace(/(\\*)"/g, '$1$1\\"').replaceAll("'", "''")}'`, /^'|'$/],
    ['cmd.exe', argument, /^'|'$|".*[&|<^]|[&|<^].*"/],
  ] as const) {
    it(`have that of ${shell} among them, whatever it quotes`, () => {
      const value = fc
        .string({ unit: fc.constantFrom(...`aZ ;&=@<+$'"\\{[/-é^|`), minLength: 1, maxLength: 8 })
        .filter((text) => !skips.test(text));
      fc.assert(
        fc.property(value, value, (one, other) => {
          const text = `${head} --VaultId=${quote(one)} --TargetPath=${quote(other)}`;
          const found = importText(text);
          assert.ok(found && 'text' in found, text);
          const wanted = { VaultId: one, TargetPath: other };
          const specs = (found.readings ?? [found]).map((reading) => imported(text, reading).spec);
          assert.ok(
            specs.some((spec) => JSON.stringify(spec) === JSON.stringify(wanted)),
            `${text}\n${JSON.stringify(found)}`,
          );
        }),
        { seed, numRuns: 500 },
      );
    });
  }
});
