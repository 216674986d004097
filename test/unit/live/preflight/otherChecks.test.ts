import assert from 'node:assert/strict';
import { known } from '../../../../src/live/preflight/check.ts';
import { checkEqualJob, checkRole } from '../../../../src/live/preflight/otherChecks.ts';
import { outage } from './checkResults.ts';

describe("the preflight's checks of equal jobs and of roles", () => {
  it('of equal jobs and roles', () => {
    assert.deepEqual(
      [known(undefined), known({ status: 'RUNNING', restoreId: 'r-1' }), outage].map(
        (job) => checkEqualJob(job).verdict,
      ),
      ['passed', 'failed', 'notChecked'],
    );
    assert.deepEqual(
      [known({}), known({ missing: 'not set up' }), outage].map((answer) => checkRole('role', answer).verdict),
      ['passed', 'failed', 'notChecked'],
    );
  });

  it('show no value in a way that hides something', () => {
    const { message } = checkEqualJob(known({ status: 'RUN\u202eNING\n' }));
    assert.doesNotMatch(message, /[\u202e\n]/);
  });
});
