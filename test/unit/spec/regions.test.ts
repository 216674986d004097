import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isRegionId, regions } from '../../../src/cloud/endpoints.ts';
import { readSpec } from '../../../src/spec/document.ts';
import { applyEdits } from '../../../src/spec/fixes/fix.ts';
import { fixesFor } from '../../../src/spec/fixes/fixes.ts';
import { explainAt } from '../../../src/spec/hover.ts';
import { judge } from '../../../src/spec/judge.ts';
import { errorsOf } from '../../../src/spec/problem.ts';
import { newer, valid } from './validSpecs.ts';

const spec = (type: string, more: Record<string, unknown>) =>
  JSON.stringify({ ...valid[type], ...newer[type], ...more });
const ofRegions = (text: string) => judge(readSpec(text)).filter(({ code }) => /Region$/.test(code));
const udmTypes = ['UDM_ECS_ROLLBACK', 'UDM_ECS', 'UDM_ECS_DISK', 'UDM_ECS_DISK_ROLLBACK'];

/** The titles of the fixes for the only problem about regions, each with the text that it makes. */
function fixesOf(text: string): Record<string, string> {
  const document = readSpec(text);
  const [problem, ...more] = ofRegions(text);
  assert.ok(problem && more.length === 0);
  const fixes = fixesFor(document, problem);
  return Object.fromEntries(fixes.map(({ title, edits }) => [title, applyEdits(text, edits)]));
}

describe('regions of a spec', () => {
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

  it('are known, every one of the list', () => {
    for (const region of regions) assert.deepEqual(ofRegions(spec('NAS', { $region: region })), []);
  });

  it('one that is not known is a warning that says where the request would go', () => {
    const text = spec('NAS', { $region: 'cn-hangzou' });
    const [found, ...more] = ofRegions(text);
    assert.deepEqual(more, []);
    assert.equal(found?.code, 'unknownRegion');
    assert.equal(found.severity, 'warning');
    assert.equal(text.slice(found.offset, found.offset + found.length), '"cn-hangzou"');
    assert.match(found.message, /https:\/\/hbr\.cn-hangzou\.aliyuncs\.com\.$/);
    assert.deepEqual(errorsOf(judge(readSpec(text))), []);
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
        ofRegions(spec('NAS', { $region: text })).length,
        isRegionId(text) && !regions.includes(text) ? 1 : 0,
      );
    }
  });

  it('a near one is offered in its place', () => {
    const text = spec('NAS', { $region: 'cn-hangzou' });
    assert.deepEqual(fixesOf(text), { 'Change to "cn-hangzhou"': spec('NAS', { $region: 'cn-hangzhou' }) });
    assert.deepEqual(fixesOf(spec('NAS', { $region: 'xx-nowhere-77' })), {});
  });

  for (const region of ['CN-HANGZHOU', 'evil.example/x', '', 7, null, 'cn-a@b']) {
    it(`what is no region ID is an error alone: ${String(region)}`, () => {
      const problems = judge(readSpec(spec('UDM_ECS_ROLLBACK', { $region: region })));
      assert.deepEqual(
        problems.map(({ severity }) => severity),
        ['error'],
      );
    });
  }

  for (const type of udmTypes) {
    it(`${type}: says so where the request goes elsewhere, and no more`, () => {
      const text = spec(type, { $region: 'cn-hangzhou' });
      const [found, ...more] = ofRegions(text);
      assert.deepEqual(more, []);
      assert.equal(found?.code, 'otherRegion');
      assert.equal(found.severity, 'information');
      assert.equal(text.slice(found.offset, found.offset + found.length), '"cn-shanghai"');
      assert.match(found.message, /request goes to cn-hangzhou.*restored goes to cn-shanghai\.$/);
      assert.deepEqual(ofRegions(spec(type, { $region: 'cn-shanghai' })), []);
      assert.deepEqual(ofRegions(spec(type, {})), []);
    });
  }

  it('warns of a target that is not known, and offers a near one', () => {
    const text = spec('UDM_ECS', { UdmRegionId: 'cn-shangai' });
    const [found, ...more] = ofRegions(text);
    assert.deepEqual(more, []);
    assert.deepEqual([found?.code, found?.severity], ['unknownTargetRegion', 'warning']);
    assert.equal(found && text.slice(found.offset, found.offset + found.length), '"cn-shangai"');
    assert.deepEqual(errorsOf(judge(readSpec(text))), []);
    assert.deepEqual(fixesOf(text), { 'Change to "cn-shanghai"': spec('UDM_ECS', { UdmRegionId: 'cn-shanghai' }) });
    const [odd] = ofRegions(spec('UDM_ECS', { UdmRegionId: 'cn-shanghai\u200b' }));
    assert.equal(odd?.code, 'unknownTargetRegion');
  });

  it('makes the two equal, in either direction', () => {
    const both = (request: string, target: string) =>
      spec('UDM_ECS_ROLLBACK', { $region: request, UdmRegionId: target });
    assert.deepEqual(fixesOf(both('cn-hangzhou', 'cn-shanghai')), {
      'Change UdmRegionId to "cn-hangzhou"': both('cn-hangzhou', 'cn-hangzhou'),
      'Change $region to "cn-shanghai"': both('cn-shanghai', 'cn-shanghai'),
    });
  });

  const hover = (type: string, more: Record<string, unknown>, at: string) => {
    const text = spec(type, more);
    const found = explainAt(readSpec(text), text.indexOf(at) + 1);
    return found && { ...found, on: text.slice(found.offset, found.offset + found.length) };
  };

  for (const at of ['"$region"', '"cn-hangzhou"', '"UdmRegionId"', '"cn-shanghai"']) {
    it(`explains at ${at} how the two relate`, () => {
      const found = hover('UDM_ECS_DISK', { $region: 'cn-hangzhou' }, at);
      assert.equal(found?.on, at);
      assert.match(found.markdown, /`\$region` is where the request goes: the vault's region/);
      assert.match(found.markdown, /`UdmRegionId` is the region to which you want to restore data/);
      assert.match(found.markdown, /request goes to `cn-hangzhou`, and what is restored goes to `cn-shanghai`/);
    });
  }

  it('explains at UdmRegionId where a request goes without $region', () => {
    const found = hover('UDM_ECS', {}, '"UdmRegionId"');
    assert.match(found?.markdown ?? '', /Without `\$region`, .*Select Region.*cloudBackupRestore\.region.*profile's/);
  });

  it('makes no markdown of what is no region ID', () => {
    const found = hover('UDM_ECS', { $region: '`](command:x)', UdmRegionId: '[a](b)`' }, '"UdmRegionId"');
    assert.doesNotMatch(found?.markdown ?? '', /command|\(b\)/);
  });

  it('explains nothing of other types', () => {
    assert.equal(hover('NAS', { $region: 'cn-hangzhou' }, '"$region"'), undefined);
  });
});
