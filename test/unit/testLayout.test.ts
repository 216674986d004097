import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../hosts/paths.ts';

/**
 * Tests of more than one file: of a feature, of a room, of the documents, of the project as a whole. A new one is added here; a test of
 * one source file has that file's name and place.
 */
const features: ReadonlySet<string> = new Set([
  'test/unit/cli/builtProgram.test.ts',
  'test/unit/cli/documentedUse.test.ts',
  'test/unit/cloud/http/vscodeNetworking.test.ts',
  'test/unit/hostile.test.ts',
  'test/unit/hostileReach.test.ts',
  'test/unit/l10n/chinese.test.ts',
  'test/unit/live/otherService.test.ts',
  'test/unit/localServers.test.ts',
  'test/unit/sandbox/hostile.test.ts',
  'test/unit/sandbox/list.test.ts',
  'test/unit/schemas/restoreSchema.test.ts',
  'test/unit/scripts/debugging.test.ts',
  'test/unit/scripts/links.test.ts',
  'test/unit/scripts/vscodeVersions.test.ts',
  'test/unit/supplyChain.test.ts',
  'test/unit/testLayout.test.ts',
  'test/unit/walks/addDiagnostic.test.ts',
  'test/unit/walks/addLanguage.test.ts',
  'test/unit/walks/addOperation.test.ts',
  'test/unit/walks/addParameter.test.ts',
  'test/vscode/accounts/inMemory.test.ts',
  'test/vscode/accounts/regions.test.ts',
  'test/vscode/editor/liveValues.test.ts',
  'test/vscode/editor/warnings.test.ts',
  'test/vscode/history.test.ts',
  'test/vscode/host.test.ts',
  'test/vscode/hostile.test.ts',
  'test/vscode/otherService.test.ts',
  'test/vscode/serviceAnswers.test.ts',
  'test/vscode/submittedJob.test.ts',
  'test/vscode/virtualFiles.test.ts',
]);

const tests = ['test/unit', 'test/vscode'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => ({ folder, path: path.replaceAll('\\', '/') })),
);

/** Where the source that a test is named for may be: that of the product, of the project's tools, or a helper of tests. */
function hasSource(folder: string, path: string): boolean {
  const source = path.replace(/\.test\.ts$/, '.ts');
  return ['src', '.', 'test', folder].some((place) => existsSync(join(root, place, source)));
}

describe('each test file', () => {
  it('has the name and the place of the source that it tests, or is named for a feature', () => {
    const without = tests.filter(({ folder, path }) => !hasSource(folder, path));
    assert.deepEqual(new Set(without.map(({ folder, path }) => `${folder}/${path}`)), features);
  });
});
