import assert from 'node:assert/strict';
import { isRetriable, retryPauseMs } from '../../../src/jobs/retry.ts';
import { CloudError } from '../../../src/cloud/cloudError.ts';

describe('the retry rule', () => {
  it('is for the network and the door alone', () => {
    const failed = (outcome: 'notSent' | 'refused' | 'unclear', code?: string) =>
      isRetriable(new CloudError({ outcome, code, message: '', nextStep: '' }));
    for (const code of ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'CERT_HAS_EXPIRED'])
      assert.ok(failed('notSent', code));
    assert.ok(failed('refused', 'Throttling') && failed('refused', 'Throttling.User'));
    assert.ok(!failed('notSent'), 'no credentials, no region');
    assert.ok(!failed('notSent', 'ERR_INVALID_URL'));
    assert.ok(!failed('unclear', 'Throttling') && !failed('unclear', 'ECONNRESET') && !failed('refused', 'Forbidden'));
    assert.ok(!isRetriable(new TypeError('x')));
  });

  it('waits longer each time, never in step with others', () => {
    assert.deepEqual(
      [1, 2, 3, 4].map((attempt) => retryPauseMs(attempt, () => 0.5)),
      [1000, 2000, 4000, 8000],
    );
    assert.deepEqual(
      [retryPauseMs(1, () => 0), retryPauseMs(1, () => 1), retryPauseMs(20, () => 1)],
      [500, 1500, 45_000],
    );
  });
});
