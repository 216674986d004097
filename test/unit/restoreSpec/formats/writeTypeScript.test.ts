import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { writeFormat } from '../../../../src/restoreSpec/formats/index.ts';
import { parametersOf } from '../../../../src/restoreSpec/parameters.ts';
import { startSandbox } from '../../../hosts/testSandbox.ts';
import { valid } from '../validSpecs.ts';
import { callFrom, ecs, write } from './formatHelpers.ts';

describe('a TypeScript program, written', () => {
  it('has values that are the strings that travel', () => {
    const text = write('typescript', { ...ecs, CrossAccountUserId: 1589750000004625, $region: 'cn-hangzhou' });
    assert.match(text, /^const region = "cn-hangzhou";$/m);
    assert.match(text, /^ {2}CrossAccountUserId: "1589750000004625",$/m);
    assert.match(text, /^ {2}TargetPath: "C:\\\\",$/m);
    assert.doesNotMatch(text, /accessKey|secret/i);
  });

  it('sends exactly the request, once, with the vendor’s SDK', async () => {
    const call = callFrom(
      JSON.stringify({
        ...valid['ECS_FILE'],
        TargetPath: '"\'`${x}\\ ü😀 ~*()',
        Include: ['/a b'],
        Options: { a: '</script>' },
        $region: 'cn-hangzhou',
      }),
    );
    assert.ok(!('errors' in call));
    const sandbox = await startSandbox();
    try {
      const program = writeFormat('typescript', call)
        .replace('`hbr.${region}.aliyuncs.com`', JSON.stringify(new URL(sandbox.endpoint).host))
        .replace('"HTTPS"', '"HTTP"');
      // Where the SDK can be found from.
      const folder = new URL('../../../../artifacts/', import.meta.url);
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
