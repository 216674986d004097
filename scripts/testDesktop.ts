/**
 * `npm run test:desktop`: the suite of test/vscode in a desktop VS Code, which `@vscode/test-electron` downloads from
 * Microsoft; on a machine that has a display (or under xvfb-run). `--version 1.100.3` picks the version.
 */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { countsVariable } from '../test/hosts/counts.ts';
import { root, temporaryFolder } from '../test/hosts/paths.ts';
import { writeSettings } from '../test/hosts/settings.ts';
import { build } from './build.ts';
import { bundleTests } from './bundleTests.ts';

const { values } = parseArgs({ options: { version: { type: 'string', default: 'stable' }, grep: { type: 'string' } } });

await build();
const extensionTestsPath = await bundleTests();
const temporary = await temporaryFolder('desktop');
try {
  const [workspace, home, userData] = ['samples', 'home', 'user'].map((name) => join(temporary.path, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(home);
  await cp(join(root, 'samples'), workspace, { recursive: true });
  await writeSettings(userData, {}, {});
  process.exitCode = await runTests({
    version: values.version,
    extensionDevelopmentPath: root,
    extensionTestsPath,
    launchArgs: [workspace, '--user-data-dir', userData, '--disable-extensions', '--disable-workspace-trust'],
    // Absent values take the machine's own account out of the host's environment.
    extensionTestsEnv: {
      HOME: home,
      USERPROFILE: home,
      ALIBABA_CLOUD_ACCESS_KEY_ID: undefined,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined,
      ALIBABA_CLOUD_SECURITY_TOKEN: undefined,
      [countsVariable]: process.env[countsVariable],
      TEST_GREP: values.grep,
    },
  });
} finally {
  await temporary.remove();
}
