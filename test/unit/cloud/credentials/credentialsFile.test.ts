import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readSections } from '../../../../src/cloud/credentials/credentialsFile.ts';
import { containsRegisteredSecret } from '../../../hosts/containsRegisteredSecret.ts';
import { testSecret, writeSecretFile } from '../../../hosts/testSecrets.ts';
import { failure } from '../helpers.ts';
import { textOf, withProfiles } from './credentialHelpers.ts';

describe('cloud: secrets of ~/.alibabacloud/credentials', () => {
  it('are kept out of every text once they were read, whatever they are for', () =>
    withProfiles([], {}, async (_, home) => {
      const fields = ['access_key_secret', 'security_token', 'bearer_token', 'sts_token', 'private_key'];
      const lines = fields.map((field) => `${field} = ${testSecret(`of-section-${field}.`)}`);
      await mkdir(join(home, '.alibabacloud'));
      writeSecretFile(join(home, '.alibabacloud', 'credentials'), ['[a]', 'type = bearer', ...lines, ''].join('\n'));
      await readSections({}, home);
      for (const field of fields) assert.ok(containsRegisteredSecret(testSecret(`of-section-${field}.`)), field);
      assert.ok(!containsRegisteredSecret('bearer'));
    }));
});

describe('cloud: the lines of ~/.alibabacloud/credentials', () => {
  /** The sections of a file with this text, as plain objects. */
  const sectionsOf = async (text: string) => {
    let found: Record<string, Record<string, string>> = {};
    await withProfiles([], {}, async (_, home) => {
      await mkdir(join(home, '.alibabacloud'));
      writeSecretFile(join(home, '.alibabacloud', 'credentials'), text);
      const read = await readSections({}, home);
      found = Object.fromEntries([...(read?.sections ?? [])].map(([name, keys]) => [name, Object.fromEntries(keys)]));
    });
    return found;
  };

  for (const header of ['[prod] ; production', '[prod] # production', '[prod]; [test]', ' [ prod ]\t', '[prod]']) {
    it(`begin a section with ${JSON.stringify(header)}`, async () => {
      const read = await sectionsOf(`[default]\ntype = a\n${header}\ntype = b\n`);
      assert.deepEqual(read, { default: { type: 'a' }, prod: { type: 'b' } });
    });
  }

  for (const header of [
    '[prod',
    '[prod] production',
    '[prod] = x',
    '[prod # ]x',
    '[]',
    '[[prod]]',
    'prod]',
    'prod] # x',
  ]) {
    it(`are not used where ${JSON.stringify(header)} may begin a section, so no profile gets another's keys`, async () => {
      const error = await failure(sectionsOf(`[default]\ntype = a\n${header}\ntype = b\n`));
      assert.equal(error.outcome, 'notSent');
      assert.match(textOf(error), /can't be used: the name of the section in line 3 can't be read\. Repair the file/);
    });
  }

  it('are no headers where a value goes on in them', async () => {
    const read = await sectionsOf('[default]\ntype = a\npolicy = {"Action": ["x",\n"y"]\n}');
    assert.equal(read['default']?.['type'], 'a');
  });

  for (const [written, value] of [
    [`"a #b"`, 'a #b'],
    [`'a ;b' # comment`, 'a ;b'],
    [`"a" # "b"`, 'a'],
    [`"a"b"`, 'a"b'],
    [`"a`, '"a'],
    [`"`, '"'],
    [`""`, ''],
    ['a # b', 'a'],
    ['a#b', 'a#b'],
    ['{"Version":"1"}', '{"Version":"1"}'],
    ['# comment', ''],
  ] as const) {
    it(`have the value ${JSON.stringify(value)} where it is written ${written}`, async () => {
      assert.equal((await sectionsOf(`[default]\nkey = ${written}\n`))['default']?.['key'], value);
    });
  }
});
