import assert from 'node:assert/strict';
import { protectedTarget } from '../../../src/jobs/protectedTargets.ts';
import { requestWith } from '../../../src/restoreSpec/parameters.ts';

const of = (sent: Record<string, string>, ...patterns: string[]) =>
  protectedTarget(requestWith(Object.entries(sent)), patterns);

describe('protected targets', () => {
  it('are named by ID or pattern, in every place that names what is written to', () => {
    assert.equal(of({ TargetInstanceId: 'i-prod1' }, 'i-prod1'), 'i-prod1');
    assert.equal(of({ TargetBucket: 'photos-prod' }, '*-prod'), 'photos-prod');
    assert.equal(of({ TargetFileSystemId: '00aa' }, '00*'), '00aa');
    assert.equal(of({ TargetInstanceName: 'orders' }, 'orders'), 'orders');
    assert.equal(of({ UdmDetail: '{"sourceInstanceId":"i-1"}' }, 'i-1'), 'i-1');
    assert.equal(of({ UdmDetail: '{"targetInstanceId":"i-2"}' }, 'i-1', 'i-2'), 'i-2');
    assert.equal(of({ TargetBucket: 'Photos-Prod' }, '*-prod'), 'Photos-Prod');
    assert.equal(of({ TargetBucket: 'photos-prod' }, '*-PROD'), 'photos-prod');
    assert.equal(of({ TargetBucket: ' photos-prod' }, ' photos-prod '), ' photos-prod');
  });

  it('are no others', () => {
    assert.equal(of({ TargetInstanceId: 'i-prod10' }, 'i-prod1'), undefined);
    assert.equal(of({ VaultId: 'v-1', SnapshotId: 's-1', TargetPath: '/v-1' }, 'v-1', 's-1', '/v-1'), undefined);
    assert.equal(of({ TargetBucket: 'b', UdmDetail: '[]' }, '', ' ', 'c'), undefined);
    assert.equal(of({ TargetBucket: 'b' }), undefined);
    assert.equal(
      of({ TargetBucket: ' ', TargetFileSystemId: '', UdmDetail: '{"sourceInstanceId":1}' }, '*'),
      undefined,
    );
  });
});
