import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { startSandbox } from '../../hosts/markedSandbox.ts';
import { callOf, writeForm } from '../../../src/spec/forms/forms.ts';
import { parametersOf } from '../../../src/spec/parameters.ts';
import { valid } from './validSpecs.ts';

describe('forms: the TypeScript program', () => {
  it('sends exactly the request, once, with the vendor’s SDK', async function () {
    this.timeout(60_000);
    const call = callOf(
      JSON.stringify({
        ...valid['ECS_FILE'],
        TargetPath: '"\'`${x}\\ ü😀 ~*()',
        Include: ['/a b'],
        Options: { a: '</script>' },
        $region: 'cn-hangzhou',
      }),
    );
    assert.ok(!('wrong' in call));
    const sandbox = await startSandbox();
    try {
      const program = writeForm('typescript', call)
        .replace('`hbr.${region}.aliyuncs.com`', JSON.stringify(new URL(sandbox.endpoint).host))
        .replace('"HTTPS"', '"HTTP"');
      // Where the SDK can be found from.
      const folder = new URL('../../../artifacts/', import.meta.url);
      await mkdir(folder, { recursive: true });
      const file = new URL('forms-program.mts', folder);
      await writeFile(file, program);
      const env = {
        ...process.env,
        ALIBABA_CLOUD_ACCESS_KEY_ID: sandbox.accessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: sandbox.accessKeySecret,
      };
      const { stdout } = await promisify(execFile)(process.execPath, [file.pathname], { env });
      assert.match(stdout, /RestoreId: 'r-/);
      assert.deepEqual(
        sandbox.jobs().map(({ parameters }) => parameters),
        [parametersOf(call.request)],
      );
    } finally {
      await sandbox.close();
    }
  });
});
