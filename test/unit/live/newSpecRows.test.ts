import assert from 'node:assert/strict';
import { placeRow, snapshotRow, sourceFieldProblem, sourceRow } from '../../../src/live/newSpecRows.ts';
import { localText } from '../../../src/restoreSpec/dateFormat.ts';

const of = { vaultId: 'v-1' };

describe('a line of a list for a new spec', () => {
  it('has the name of a source, its ID where that is another one, and when a file system was made', () => {
    const made = 1_554_347_313;
    const time = `created ${localText(made).slice(0, 16)}`;
    const rows = [
      { ...of, sourceType: 'ECS_FILE', instanceId: 'i-1', instanceName: 'web' },
      { ...of, sourceType: 'OSS', bucket: 'photos' },
      { ...of, sourceType: 'NAS', fileSystemId: '00ab', createTime: made },
      { ...of, sourceType: 'OTS_TABLE', instanceName: 'orders', tableName: 'lines' },
    ].map(sourceRow);
    assert.deepEqual(
      rows.map(({ label, description }) => [label, description]),
      [
        ['web', 'i-1'],
        ['photos', ''],
        ['00ab', time],
        ['orders/lines', ''],
      ],
    );
  });

  it('has the time of a snapshot, its ID, and up to which time it is the last one', () => {
    const now = Date.now();
    const snapshot = {
      snapshotId: 's-1',
      paths: [],
      completeTime: now / 1000 - 3600,
      expireTime: now / 1000 + 60,
      bytesTotal: 1024,
    };
    const about = { values: {}, region: 'r', now };
    const { label, detail } = snapshotRow(snapshot, about, now / 1000);
    assert.match(label, /^\d{4}-\d\d-\d\d \d\d:\d\d \(1 h.* ago\)$/);
    assert.match(detail, /^the last one up to .* · s-1 · expires /);
    assert.equal(snapshotRow({ snapshotId: 's-1', paths: [] }, about).detail, 's-1');
  });

  it('has what the same place is', () => {
    assert.equal(placeRow('same', { instanceId: 'i-1', instanceName: 'web' }).description, 'web · i-1');
    assert.equal(placeRow('same', { instanceName: 'orders', tableName: 'lines' }).description, 'orders/lines');
    assert.equal(placeRow('elsewhere', {}).description, '');
  });
});

describe('a source that is entered by hand', () => {
  it('is checked', () => {
    assert.equal(sourceFieldProblem('instanceId', 'i-bp1'), undefined);
    assert.match(sourceFieldProblem('bucket', 'a b') ?? '', /without spaces/);
    assert.equal(sourceFieldProblem('createTime', '1554347313'), undefined);
    for (const text of ['0', 'yesterday', '1554347313000'])
      assert.match(sourceFieldProblem('createTime', text) ?? '', /seconds/);
  });
});
