import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isRegionId, regions } from '../../../src/restoreSpec/regions.ts';
import { regionProblems, specOf } from './rules/regionSpecs.ts';

describe('regions', () => {
  it('are one list, for the schema and for requests', () => {
    const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Schema;
    interface Schema {
      properties: Record<string, { examples?: string[] }>;
      definitions: Record<string, { examples?: string[] }>;
    }
    const { properties, definitions } = read('../../../schemas/restore.schema.json');
    assert.ok(regions.length > 30);
    assert.deepEqual(properties['$region']?.examples, regions);
    assert.deepEqual(definitions['UdmRegionId']?.examples, regions);
  });

  it('the editor, its settings and requests take the same texts for one', () => {
    const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Manifest;
    interface Manifest {
      properties?: { $region: { pattern: string } };
      contributes?: { configuration: { properties: Record<string, { pattern?: string }> } };
    }
    const pattern = read('../../../schemas/restore.schema.json').properties?.$region.pattern ?? '';
    const settings = read('../../../package.json').contributes?.configuration.properties;
    assert.equal(settings?.['cloudBackupRestore.region']?.pattern, `^$|${pattern}`);
    const buckets = ['oss-cn-hangzhou', 'oss-accelerate', 'img-cn-hangzhou', 'cn-oss', 'cn-oss-1', 'oss', 'xoss-a'];
    for (const text of [...regions, ...buckets, 'cn-nowhere', 'cn', 'CN-X', 'cn--x', 'cn-x\n', 'cn-boss', '']) {
      assert.equal(new RegExp(pattern, 'u').test(text), isRegionId(text), text);
      assert.equal(
        regionProblems(specOf('NAS', { $region: text })).length,
        isRegionId(text) && !regions.includes(text) ? 1 : 0,
      );
    }
  });
});
