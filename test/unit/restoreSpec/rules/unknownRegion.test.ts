import assert from 'node:assert/strict';
import { errorsOf } from '../../../../src/restoreSpec/diagnostic.ts';
import { regions } from '../../../../src/restoreSpec/regions.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { regionFixes, regionProblems, specOf } from './regionSpecs.ts';

describe('unknownRegion', () => {
  it('are known, every one of the list', () => {
    for (const region of regions) assert.deepEqual(regionProblems(specOf('NAS', { $region: region })), []);
  });

  it('one that is not known is a warning that says where the request would go', () => {
    const text = specOf('NAS', { $region: 'cn-hangzou' });
    const [found, ...more] = regionProblems(text);
    assert.deepEqual(more, []);
    assert.equal(found?.code, 'unknownRegion');
    assert.equal(found.severity, 'warning');
    assert.equal(text.slice(found.offset, found.offset + found.length), '"cn-hangzou"');
    assert.match(found.message, /https:\/\/hbr\.cn-hangzou\.aliyuncs\.com\.$/);
    assert.deepEqual(errorsOf(validateSpec(readSpec(text))), []);
  });

  it('a near one is offered in its place', () => {
    const text = specOf('NAS', { $region: 'cn-hangzou' });
    assert.deepEqual(regionFixes(text), { 'Change to "cn-hangzhou"': specOf('NAS', { $region: 'cn-hangzhou' }) });
    assert.deepEqual(regionFixes(specOf('NAS', { $region: 'xx-nowhere-77' })), {});
  });

  for (const region of ['CN-HANGZHOU', 'evil.example/x', '', 7, null, 'cn-a@b']) {
    it(`what is no region ID is an error alone: ${String(region)}`, () => {
      const problems = validateSpec(readSpec(specOf('UDM_ECS_ROLLBACK', { $region: region })));
      assert.deepEqual(
        problems.map(({ severity }) => severity),
        ['error'],
      );
    });
  }
});

describe('regions that the service has told of', () => {
  it('are known', () => {
    for (const more of [{ $region: 'xx-new-1' }, { UdmRegionId: 'xx-new-1' }]) {
      const document = readSpec(specOf('UDM_ECS', more));
      const isUnknown = (knownRegions: string[]) =>
        validateSpec(document, { knownRegions }).some(({ code }) => /^unknown.*Region$/.test(code));
      assert.deepEqual([isUnknown([]), isUnknown(['xx-new-1'])], [true, false]);
    }
  });
});

describe('unknownTargetRegion', () => {
  it('warns of a target that is not known, and offers a near one', () => {
    const text = specOf('UDM_ECS', { UdmRegionId: 'cn-shangai' });
    const [found, ...more] = regionProblems(text);
    assert.deepEqual(more, []);
    assert.deepEqual([found?.code, found?.severity], ['unknownTargetRegion', 'warning']);
    assert.equal(found && text.slice(found.offset, found.offset + found.length), '"cn-shangai"');
    assert.deepEqual(errorsOf(validateSpec(readSpec(text))), []);
    assert.deepEqual(regionFixes(text), {
      'Change to "cn-shanghai"': specOf('UDM_ECS', { UdmRegionId: 'cn-shanghai' }),
    });
    const [odd] = regionProblems(specOf('UDM_ECS', { UdmRegionId: 'cn-shanghai\u200b' }));
    assert.equal(odd?.code, 'unknownTargetRegion');
  });
});
