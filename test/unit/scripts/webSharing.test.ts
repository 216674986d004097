import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from '../../../scripts/build.ts';
import { loadedFiles, type Built } from '../../../scripts/builtFiles.ts';
import { requireAllExports, shareableSources } from '../../../scripts/webSharing.ts';
import { temporaryFolder } from '../../hosts/paths.ts';

const importing = (...paths: string[]) => ({
  bytes: 1,
  imports: paths.map((path) => ({ path, kind: 'import-statement' as const })),
});

describe('what the web build and the chunks share', () => {
  it('are the parts about specs that know the schema or read JSON', () => {
    const sources = shareableSources({
      'src/web.ts': importing('src/editor/a.ts'),
      'src/editor/a.ts': importing('src/restoreSpec/b.ts', 'src/restoreSpec/light.ts'),
      'src/restoreSpec/b.ts': importing('src/restoreSpec/c.ts'),
      'src/restoreSpec/c.ts': importing('src/restoreSpec/b.ts', 'schemas/restore.schema.json'),
      'src/restoreSpec/light.ts': importing(),
      'src/ui/d.ts': importing('src/restoreSpec/c.ts'),
      'schemas/restore.schema.json': importing(),
    });
    assert.deepEqual([...sources], ['src/editor/a.ts', 'src/restoreSpec/b.ts', 'src/restoreSpec/c.ts']);
  });

  it('has each name once', async () => {
    const { path, remove } = await temporaryFolder('names');
    try {
      await mkdir(join(path, 'src'));
      for (const name of ['a', 'b']) await writeFile(join(path, `src/${name}.ts`), 'export const twice = 1;');
      await requireAllExports(path, ['src/a.ts', 'src/b.ts'], ['twice']);
      await assert.rejects(
        requireAllExports(path, ['src/a.ts', 'src/b.ts'], []),
        /twice of src\/a\.ts,twice of src\/b\.ts/,
      );
    } finally {
      await remove();
    }
  });

  describe('in what is built', () => {
    let built: Built;
    before(async () => {
      built = await bundle({ write: false });
    });

    it('is loaded by what looks at specs', () => {
      for (const chunk of ['editor', 'commandTable', 'pagesChunk']) {
        assert.ok(loadedFiles(built, `dist/${chunk}.cjs`).has('dist/web.cjs'), chunk);
      }
    });

    it('is not loaded by what lists and follows jobs, or calls the service', () => {
      for (const chunk of ['extension', 'viewsChunk', 'followingChunk', 'storageChunk', 'network', 'openAccounts']) {
        assert.ok(!loadedFiles(built, `dist/${chunk}.cjs`).has('dist/web.cjs'), chunk);
      }
    });
  });
});
