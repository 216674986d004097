import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newestServer } from '../../hosts/serverInstall.ts';
import { root } from '../../hosts/paths.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the versions of VS Code that the suites run in', () => {
  const manifest = JSON.parse(read('package.json')) as {
    engines: { vscode: string };
    scripts: Readonly<Record<string, string>>;
  };
  const oldest = /--version (\S+)$/.exec(manifest.scripts['test:vscode:oldest'] ?? '')?.[1] ?? '';

  it('begin with the oldest one that the manifest allows', () => {
    // The server 4.100.3 is that of VS Code 1.100.3.
    const minor = /^\^1\.(\d+)\./.exec(manifest.engines.vscode)?.[1];
    assert.equal(/^4\.(\d+)\./.exec(oldest)?.[1], minor);
  });

  it('are the two of the workflow', () => {
    const workflow = read('.github/workflows/vscode-versions.yml');
    const [, matrix = ''] = /^ +server: \[(.*)\]$/m.exec(workflow) ?? [];
    assert.deepEqual(
      matrix.split(',').map((each) => each.trim().replaceAll("'", '')),
      [oldest, newestServer],
    );
    assert.match(workflow, /run: npm run test:vscode -- --version \$\{\{ matrix\.server \}\}/);
  });
});
