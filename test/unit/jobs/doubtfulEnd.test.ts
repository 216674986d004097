import assert from 'node:assert/strict';
import type { RestoreJobInfo } from '../../../src/cloud/restoreJob.ts';
import { doubtNextStep, doubtOf, doubtText } from '../../../src/jobs/doubtfulEnd.ts';
import { endedRecord, requestOf } from './jobFixtures.ts';

const ended = (type: string, seen: Partial<RestoreJobInfo>, Status = 'COMPLETE') =>
  endedRecord('a', Status, { request: requestOf(type), seen: { RestoreId: 'r-a', Status, other: {}, ...seen } });

describe('a doubtful end', () => {
  for (const [why, type, seen, doubt] of [
    ['an ErrorMessage', 'NAS', { ErrorMessage: '3 files were locked' }, 'message'],
    ['no item that was restored', 'ECS_FILE', { ItemsDone: 0, ItemsTotal: 0, BytesDone: 0 }, 'noItems'],
    ['items that were found and not restored', 'ECS_FILE', { ItemsDone: 0, ItemsTotal: 12 }, 'noItems'],
    ['items alone that are none', 'ECS_FILE', { ActualItems: 0 }, 'noItems'],
    ['items', 'ECS_FILE', { ItemsDone: 3, ItemsTotal: 3 }, undefined],
    ['items that were there already', 'ECS_FILE', { ItemsDone: 3, ActualItems: 0, ItemsTotal: 3 }, undefined],
    ['bytes, with items that are not counted', 'OSS', { ItemsDone: 0, ItemsTotal: 0, BytesDone: 5 }, undefined],
    ['no counts', 'OSS', {}, undefined],
    ['an ErrorMessage without words', 'OSS', { ErrorMessage: ' ' }, undefined],
    ['no items of an instance', 'UDM_ECS_ROLLBACK', { ItemsDone: 0, ItemsTotal: 0, BytesDone: 0 }, undefined],
  ] as const) {
    it(`is ${doubt ?? 'none'} where a COMPLETE has ${why}`, () => {
      const job = ended(type, seen);
      assert.equal(doubtOf(job), doubt);
      assert.equal(doubtText(job) !== undefined, doubt === 'noItems');
      assert.equal(doubtNextStep(job) !== undefined, doubt !== undefined);
    });
  }

  it('is none where the status itself says that it failed', () => {
    for (const status of ['FAILED', 'PARTIAL_COMPLETE', 'CANCELED', 'EXPIRED', 'RUNNING'])
      assert.equal(doubtOf(ended('ECS_FILE', { ErrorMessage: 'x', ItemsDone: 0 }, status)), undefined);
  });
});
