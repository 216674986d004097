import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { cliConfigPath, readCliProfiles } from '../../../src/cloud/cliConfig.ts';
import { holdsCanary, marked } from '../../hosts/canary.ts';
import { akProfile, cliConfig, failure, withHome } from './helpers.ts';

describe("cloud: the CLI's profiles", () => {
  it('are read without their secrets', () =>
    withHome(cliConfig, {}, async () => {
      const cli = await readCliProfiles();
      assert.deepEqual(cli, {
        current: 'default',
        profiles: [
          { name: 'default', mode: 'AK', region_id: 'cn-hangzhou' },
          { name: 'sts', mode: 'StsToken' },
        ],
      });
      assert.ok(!holdsCanary(inspect(cli, { depth: null, showHidden: true })));
    }));

  it('may be absent', () => withHome(undefined, {}, async () => assert.equal(await readCliProfiles(), undefined)));

  it('may have odd entries', () =>
    withHome(
      { current: 7, profiles: [null, 'x', [], {}, { name: 3 }, { name: 'odd', mode: {} }, akProfile] },
      {},
      async () => {
        const cli = await readCliProfiles();
        assert.deepEqual(
          cli?.profiles.map(({ name, mode }) => [name, mode]),
          [
            ['odd', ''],
            ['default', 'AK'],
          ],
        );
        assert.equal(cli?.current, undefined);
      },
    ));

  for (const [text, pattern] of [
    ['', /: it is empty\.$/],
    [' \n', /: it is empty\.$/],
    ['\ufeff{}', /: it begins with a byte order mark, which the CLI can't read either\.$/],
    ['x', /: it is not valid JSON\.$/],
    ['{\n"a" 1}', /: it is not valid JSON \(line 2 column 5\)\.$/],
  ] as const) {
    it(`say what is wrong with ${JSON.stringify(text)}`, () =>
      withHome(text, {}, async () => assert.match((await failure(readCliProfiles())).message, pattern)));
  }

  for (const [what, text] of [
    ['broken JSON', `{"current":"default","profiles":[{"access_key_secret":"${marked('ak.')}" "x"}]}`],
    ['cut JSON', JSON.stringify(cliConfig).slice(0, -40)],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['profiles as an object', `{"profiles":{"a":{"access_key_secret":"${marked('ak.')}"}}}`],
    ['profiles as text', `{"profiles":"${marked('ak.')}"}`],
  ] as const) {
    it(`fail clearly and without secrets on ${what}`, () =>
      withHome(text, {}, async () => {
        const error = await failure(readCliProfiles());
        assert.equal(error.outcome, 'notSent');
        assert.ok(error.message.includes(cliConfigPath()));
        assert.ok(!holdsCanary(inspect(error)));
        assert.doesNotMatch(inspect(error), /access_key/);
      }));
  }

  it('fail clearly where the file is a folder', () =>
    withHome(undefined, {}, async (home) => {
      const { mkdir } = await import('node:fs/promises');
      await mkdir(`${home}/.aliyun/config.json`, { recursive: true });
      assert.match((await failure(readCliProfiles())).message, /EISDIR/);
    }));
});
