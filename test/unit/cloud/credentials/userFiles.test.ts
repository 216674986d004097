import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { openUserFiles } from '../../../../src/cloud/credentials/userFiles.ts';
import { resolveProvider } from '../../../../src/cloud/credentials/resolveProvider.ts';
import { profileChoices } from '../../../../src/cloud/credentials/profileChoices.ts';
import { chooseProfile, profileFiles } from '../../../../src/cloud/credentials/chooseProfile.ts';
import { cliConfigPath } from '../../../../src/cloud/credentials/cliConfigFile.ts';
import { writeSecretFile } from '../../../hosts/testSecrets.ts';
import { akProfile, cliConfig, failure, withHome } from '../helpers.ts';

/** Paths of the files that are read while `run` runs. */
async function readDuring(run: () => Promise<void>): Promise<string[]> {
  const paths: string[] = [];
  const { readFile } = fs;
  const counted = (path: string, ...rest: unknown[]) => {
    paths.push(path);
    return (readFile as (...args: unknown[]) => Promise<unknown>)(path, ...rest);
  };
  Object.assign(fs, { readFile: counted });
  syncBuiltinESMExports();
  try {
    await run();
  } finally {
    Object.assign(fs, { readFile });
    syncBuiltinESMExports();
  }
  return paths;
}

describe('cloud: files of credentials', () => {
  it('are read once for all that is found out of them', () =>
    withHome(cliConfig, {}, async (home) => {
      const paths = await readDuring(async () => {
        const files = openUserFiles(process.env, home);
        const { source } = chooseProfile({ ...(await profileFiles(files)), setting: '', env: files.env });
        assert.ok(source);
        await resolveProvider(source, 'default', files);
        await resolveProvider({ kind: 'cliProfile', name: 'sts' }, 'sts', files);
        const { choices } = await profileChoices(files);
        assert.ok(choices.length > 1);
      });
      assert.equal(paths.filter((path) => path === cliConfigPath(home)).length, 1);
      assert.equal(new Set(paths).size, paths.length);
    }));

  it('stay as they were read, and are read anew by the next', () =>
    withHome(cliConfig, {}, async (home) => {
      const files = openUserFiles(process.env, home);
      assert.deepEqual(await files.cli(), { current: 'default', profiles: cliConfig.profiles });
      const changed = { ...akProfile, access_key_id: 'changed' };
      writeSecretFile(cliConfigPath(home), JSON.stringify({ current: '', profiles: [changed] }));
      assert.equal((await files.cli())?.profiles.length, 2);
      assert.deepEqual((await openUserFiles(process.env, home).cli())?.profiles, [changed]);
    }));

  it('are an error each time where they can not be used, and nothing before they are asked for', () =>
    withHome('{', {}, async (home) => {
      const files = openUserFiles(process.env, home);
      assert.match((await failure(files.cli())).message, /not valid JSON/);
      assert.match((await failure(files.cli())).message, /not valid JSON/);
      assert.equal(await files.sections(), undefined);
    }));
});
