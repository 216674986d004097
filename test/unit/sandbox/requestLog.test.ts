import assert from 'node:assert/strict';
import { createRequestLog } from '../../../src/sandbox/requestLog.ts';
import type { RequestRecord } from '../../../src/sandbox/writeResponse.ts';

const request = (requestId: string, units = 10): RequestRecord => ({
  requestId,
  time: 0,
  action: 'CreateRestoreJob',
  parameters: { a: 'x'.repeat(units - 1) },
  status: 200,
  code: '200',
  executed: true,
  fault: undefined,
});

describe('the log of requests', () => {
  const open = () => {
    const log = createRequestLog({ records: 5, units: 100 });
    return { ...log, ids: () => log.records.map(({ requestId }) => requestId).join('') };
  };

  it('keeps the newest of those that are too many', () => {
    const { add, ids } = open();
    for (const id of 'abcdefg') add(request(id));
    assert.equal(ids(), 'cdefg');
  });

  it('keeps the newest of those that are too large together, and none that is too large alone', () => {
    const { add, ids } = open();
    for (const id of 'abcd') add(request(id, 40));
    assert.equal(ids(), 'cd');
    add(request('e', 101));
    assert.equal(ids(), '');
    for (const id of 'fg') add(request(id, 50));
    assert.equal(ids(), 'fg');
  });

  it('counts those that nobody signed by their answer, and lets them push no others out', () => {
    const { add, count, unverified, ids } = open();
    for (const id of 'abc') add(request(id));
    for (const answer of ['A', 'B', 'A']) count(answer);
    assert.equal(ids(), 'abc');
    assert.deepEqual(
      [...unverified],
      [
        ['A', 2],
        ['B', 1],
      ],
    );
  });
});
