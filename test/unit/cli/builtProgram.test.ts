import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bundleCommandLine } from '../../../scripts/build.ts';
import { startSandbox } from '../../hosts/testSandbox.ts';
import { useFiles } from './runCli.ts';

const execute = promisify(execFile);

describe('the program as it is built', () => {
  const files = useFiles();

  it('prints its results alone, and no warning of what it is made of', async () => {
    const [program] = await bundleCommandLine();
    const spec = { RestoreType: 'OSS', SourceType: 'OSS', VaultId: 'v-0001', SnapshotId: 's-0001', TargetBucket: 'b' };
    const path = await files({
      'program.cjs': program?.text ?? '',
      'a.restore.json': JSON.stringify({ ...spec, TargetPrefix: 'restored/' }),
    });
    const sandbox = await startSandbox();
    try {
      const env = {
        HOME: path('.'),
        ALIBABA_CLOUD_ACCESS_KEY_ID: sandbox.accessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: sandbox.accessKeySecret,
      };
      const place = ['--region', 'cn-hangzhou', '--endpoint', sandbox.endpoint];
      const args = [path('program.cjs'), 'preflight', ...place, path('a.restore.json')];
      const { code, stdout, stderr } = await execute(process.execPath, args, { env }).then(
        (done) => ({ code: 0, ...done }),
        (failed: { code: number; stdout: string; stderr: string }) => failed,
      );
      assert.equal(code, 1, stderr);
      assert.match(stdout, /There is no vault \u201cv-0001\u201d/);
      assert.match(stderr, /^Profile \u201cenvironment\u201d, region cn-hangzhou, endpoint \S+\.\n$/);
    } finally {
      await sandbox.close();
    }
  });
});
