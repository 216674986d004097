import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { interopFile, interopText, toCommonJs } from '../../../scripts/commonJs.ts';
import { temporaryFolder } from '../../hosts/paths.ts';

describe('a chunk as CommonJS', () => {
  let folder: string;
  let remove: () => Promise<void>;
  const load = createRequire(import.meta.url);
  const write = (name: string, text: string) => writeFile(join(folder, name), text);

  before(async () => {
    ({ path: folder, remove } = await temporaryFolder('common-js'));
    await write(interopFile, await interopText());
    await write('count.cjs', await toCommonJs('let n = 0; export { n as a, up as b }; function up() { n++; }', false));
    const importing =
      'import * as all from "./count.cjs"; import { a, b } from "./count.cjs"; export * from "node:path";';
    const exporting = 'export const before = a; b(); export const after = a; export const names = Object.keys(all);';
    await write('chunk.cjs', await toCommonJs(`${importing}${exporting}`, true));
  });
  after(() => remove());

  it('gives what it exports, and sees what changes in what it imports', () => {
    const chunk = load(join(folder, 'chunk.cjs')) as Record<string, unknown>;
    assert.equal(chunk['before'], 0);
    assert.equal(chunk['after'], 1);
    assert.deepEqual(chunk['names'], ['a', 'b']);
    assert.equal(chunk['sep'], sep);
  });

  it('tells Node its names where it is imported by import()', async () => {
    const { after } = (await import(pathToFileURL(join(folder, 'chunk.cjs')).href)) as { after: unknown };
    assert.equal(after, 1);
  });

  it('has no copy of the functions that all chunks share', async () => {
    const text = await toCommonJs('export const a = 1;', false);
    assert.ok(!text.includes('defineProperty'), text);
  });
});
