import assert from 'node:assert/strict';
import { hoverAt } from '../../../src/restoreSpec/hoverText.ts';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { marked } from './cursorMark.ts';
import { newer, valid } from './validSpecs.ts';

describe('hover', () => {
  const text = (from: string) => {
    const { spec, offset } = marked(from);
    return hoverAt(spec, offset);
  };
  const said = (from: string) => {
    const found = text(from);
    return found && [found.markdown, from.replace('|', '').slice(found.offset, found.offset + found.length)];
  };

  it('says a UNIX time as the local and the UTC date', () => {
    const [markdown = '', at] = said('{"TargetCreateTime": 155|4347313}') ?? [];
    assert.equal(at, '1554347313');
    assert.match(markdown, /^2019-04-0\d \d\d:\d\d:33 [+-]\d\d:\d\d {2}\n2019-04-04 03:08:33 UTC$/);
  });

  for (const [json, at, says] of [
    ['{"source|InstanceId": "i-1"}', '\\"sourceInstanceId\\"', /^`sourceInstanceId`: The ID of the ECS instance/],
    ['{"sourceInstanceId": "i|-1"}', '\\"i-1\\"', /^`sourceInstanceId`: /],
    ['{"forceRestore": tr|ue}', 'true', /^`forceRestore`: .*Dangerous/],
    ['{"a": "\\té😀", "forceRe|store": true', '\\"forceRestore\\"', /^`forceRestore`/],
  ] as const) {
    it(`explains ${json} in a string`, () => {
      const [markdown = '', place] = said(JSON.stringify({ ...valid['UDM_ECS_ROLLBACK'], UdmDetail: json })) ?? [];
      assert.match(markdown, says);
      assert.equal(place, at);
    });
  }

  it('explains a value that is one of several', () => {
    const [markdown] =
      said(JSON.stringify({ ...newer['UDM_ECS'], UdmDetail: '{"diskPerformanceLevel":"P|L1"}' })) ?? [];
    assert.match(markdown ?? '', /"PL1": Up to 50,000 IOPS\.$/);
  });

  for (const quiet of [
    '{"VaultId": "v|"}',
    '{"TargetTime": 1554347|313000}',
    '{"TargetT|ime": 1}',
    '{"OtsDetail": "{\\"none|\\": 1}"}',
    '{"OtsDetail": {"OverwriteExi|sting": 1}}',
    '{"OtsDetail": "|"}',
    '|',
  ]) {
    it(`leaves ${quiet} to VS Code`, () => assert.equal(text(quiet), undefined));
  }
});

describe('hover at the regions of a spec', () => {
  const spec = (type: string, more: Record<string, unknown>) =>
    JSON.stringify({ ...valid[type], ...newer[type], ...more });
  const hoverIn = (type: string, more: Record<string, unknown>, at: string) => {
    const text = spec(type, more);
    const found = hoverAt(readSpec(text), text.indexOf(at) + 1);
    return found && { ...found, on: text.slice(found.offset, found.offset + found.length) };
  };

  for (const at of ['"$region"', '"cn-hangzhou"', '"UdmRegionId"', '"cn-shanghai"']) {
    it(`explains at ${at} how the two relate`, () => {
      const found = hoverIn('UDM_ECS_DISK', { $region: 'cn-hangzhou' }, at);
      assert.equal(found?.on, at);
      assert.match(found.markdown, /`\$region` is where the request goes: the vault's region/);
      assert.match(found.markdown, /`UdmRegionId` is the region to which you want to restore data/);
      assert.match(found.markdown, /request goes to `cn-hangzhou`, and what is restored goes to `cn-shanghai`/);
    });
  }

  it('explains at UdmRegionId where a request goes without $region', () => {
    const found = hoverIn('UDM_ECS', {}, '"UdmRegionId"');
    assert.match(found?.markdown ?? '', /Without `\$region`, .*Select Region.*cloudBackupRestore\.region.*profile's/);
  });

  it('makes no markdown of what is no region ID', () => {
    const found = hoverIn('UDM_ECS', { $region: '`](command:x)', UdmRegionId: '[a](b)`' }, '"UdmRegionId"');
    assert.doesNotMatch(found?.markdown ?? '', /command|\(b\)/);
  });

  it('explains nothing of other types', () => {
    assert.equal(hoverIn('NAS', { $region: 'cn-hangzhou' }, '"$region"'), undefined);
  });
});
