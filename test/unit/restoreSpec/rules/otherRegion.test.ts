import assert from 'node:assert/strict';
import { regionFixes, regionProblems, specOf } from './regionSpecs.ts';

const udmTypes = ['UDM_ECS_ROLLBACK', 'UDM_ECS', 'UDM_ECS_DISK', 'UDM_ECS_DISK_ROLLBACK'];

describe('otherRegion', () => {
  for (const type of udmTypes) {
    it(`${type}: says so where the request goes elsewhere, and no more`, () => {
      const text = specOf(type, { $region: 'cn-hangzhou' });
      const [found, ...more] = regionProblems(text);
      assert.deepEqual(more, []);
      assert.equal(found?.code, 'otherRegion');
      assert.equal(found.severity, 'information');
      assert.equal(text.slice(found.offset, found.offset + found.length), '"cn-shanghai"');
      assert.match(found.message, /request goes to cn-hangzhou.*restored goes to cn-shanghai\.$/);
      assert.deepEqual(regionProblems(specOf(type, { $region: 'cn-shanghai' })), []);
      assert.deepEqual(regionProblems(specOf(type, {})), []);
    });
  }

  it('makes the two equal, in either direction', () => {
    const both = (request: string, target: string) =>
      specOf('UDM_ECS_ROLLBACK', { $region: request, UdmRegionId: target });
    assert.deepEqual(regionFixes(both('cn-hangzhou', 'cn-shanghai')), {
      'Change UdmRegionId to "cn-hangzhou"': both('cn-hangzhou', 'cn-hangzhou'),
      'Change $region to "cn-shanghai"': both('cn-shanghai', 'cn-shanghai'),
    });
  });
});
