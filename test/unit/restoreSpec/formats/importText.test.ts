import assert from 'node:assert/strict';
import { importText } from '../../../../src/restoreSpec/formats/index.ts';
import { maxSpecLength } from '../../../../src/restoreSpec/specDocument.ts';
import { ecs, fill, formats, head, imported, testLongTexts, write } from './formatHelpers.ts';
import { importSamples } from './importSamples.ts';

const samples = Object.values(importSamples).flat();

describe('a text to import', () => {
  it('names what was skipped without half of a character at the end', () => {
    const { skipped } = imported(JSON.stringify({ VaultId: 'v', [`${'x'.repeat(59)}\u{20000}y`]: '1' }));
    assert.deepEqual(skipped, ['x'.repeat(59)]);
  });

  it('repeats no value of what it skips', () => {
    for (const [, text] of samples) assert.doesNotMatch(JSON.stringify(importText(text)), /s3cret/);
    const left = importText(`${head} --VaultId v --access-key-secret s3cret --Secret s3cret s3cret`);
    assert.ok(left && 'text' in left && left.skipped.length === 3);
    assert.doesNotMatch(JSON.stringify(left), /s3cret/);
  });

  it('keeps each of 19 digits', () => {
    for (const text of [
      `${head} --CrossAccountUserId 9223372036854775807`,
      'CrossAccountUserId=9223372036854775807',
      '{"CrossAccountUserId": 9223372036854775807}',
      'resource "alicloud_hbr_restore_job" "a" { cross_account_user_id = 9223372036854775807 }',
    ]) {
      const found = importText(text);
      assert.ok(found && 'text' in found);
      assert.equal(found.text, '{\n  "CrossAccountUserId": 9223372036854775807\n}\n');
    }
  });

  for (const text of [
    '',
    ' ',
    'hello',
    'a=b',
    '# x',
    'SELECT 1',
    'C:\\>',
    'https://example.com/?a=b',
    'GET / HTTP/1.1',
    '"{}"',
    '[]',
  ]) {
    it(`takes ${JSON.stringify(text)} for none of the formats`, () => assert.equal(importText(text), undefined));
  }

  for (const [what, text] of [
    ['another operation', 'aliyun hbr DeleteVault --VaultId v'],
    ['another product', 'aliyun ecs CreateRestoreJob --VaultId v'],
    ['another operation in a query', 'Action=DeleteVault&VaultId=v'],
    ['another operation in a header', 'POST /?VaultId=v HTTP/1.1\nx-acs-action: DeleteVault\n\nTargetPath=/a'],
    ['an open quote', `${head} --VaultId 'v`],
    ['broken JSON', '{"VaultId": '],
    ['JSON of something else', '{"a": 1}'],
    ['a command without parameters', head],
  ] as const) {
    it(`refuses ${what}, with a reason`, () => {
      const found = importText(text);
      assert.ok(found && 'refused' in found);
      assert.match(found.refused, /\.$/);
    });
  }

  it('never throws and never hangs, wherever a text is cut or broken', () => {
    const texts = [...samples.map(([, text]) => text), ...formats.map((format) => write(format, ecs))];
    for (const text of texts) {
      for (let at = 0; at < text.length; at += 3) {
        importText(text.slice(0, at));
        for (const inserted of ['"', "'", '`', '${', '{', ')', '\\', '<<A\n'])
          importText(text.slice(0, at) + inserted + text.slice(at));
      }
    }
    for (const part of ['[', '{', '(', '$(', '"', "'", '\\', 'a=1&', '<<A\n', '/*', '`', 'x = [', 'a {']) {
      for (const begin of [
        '',
        `${head} --VaultId `,
        'resource "alicloud_hbr_restore_job" "a" {\n',
        'callApi CreateRestoreJob query = {a: ',
        '{"a":',
      ]) {
        importText(begin + part.repeat(20_000));
      }
    }
  });
});

describe('a text to import of a hostile length', () => {
  testLongTexts([
    ['mentions of aliyun', `x\n${fill(' aliyun ')}`],
    ['mentions of curl', `x\n${fill(' aliyun hb')}`],
    ['comments before a command', fill('# a\n') + head],
    ['comments of two kinds before JSON', `${fill('/**/\n')}{"VaultId":"v"}`],
    ['blanks', `# a\n${fill(' ')}${head}`],
  ]);

  it('refuses a text that no spec comes to, and says so', () => {
    for (const text of [
      `${head} --VaultId v --TargetPath ${fill('a', 20 * maxSpecLength)}`,
      `${head} --VaultId v --TargetPath ${fill('a', maxSpecLength + 1)}`,
      `{"TargetPath": "${fill('a', maxSpecLength)}"}`,
      `VaultId=v&TargetPath=${fill('a', maxSpecLength)}`,
    ]) {
      const found = importText(text);
      assert.ok(found && 'refused' in found);
      assert.match(
        found.refused,
        /^The text is too long to be a restore spec: [\d,]+ characters, at most 1,?000,?000\.$/,
      );
    }
  });

  it('takes a long text of something else for none of the formats', () => {
    assert.equal(importText(fill('hello\n', 20 * maxSpecLength)), undefined);
  });

  it('lists no more of what it skipped than a person could read', () => {
    const found = importText(`VaultId=v${fill('&a', 500_000)}`);
    assert.ok(found && 'text' in found);
    assert.ok(found.skipped.length <= 1001, String(found.skipped.length));
  });
});
