import assert from 'node:assert/strict';
import { known } from '../../../../src/live/preflight/check.ts';
import { checkEqualJob, checkRole } from '../../../../src/live/preflight/otherChecks.ts';
import { outage, said } from './checkResults.ts';

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

  it('name the job, its status and the role', () => {
    const equal = (job: { status: string; restoreId?: string }) => said([checkEqualJob(known(job))], 'equalJob');
    assert.deepEqual(equal({ status: 'RUNNING', restoreId: 'r-1' }), [
      'The same restore was submitted already as "r-1"; its status is "RUNNING".',
      'RestoreType',
    ]);
    assert.deepEqual(equal({ status: 'UNCLEAR' }), [
      'The same restore was submitted already; its status is "UNCLEAR".',
      'RestoreType',
    ]);
    const role = (answer: object) => said([checkRole('role', known(answer))], 'crossAccountRole');
    assert.deepEqual(role({}), ['The role "role" of the other account is set up.', 'CrossAccountRoleName']);
    assert.deepEqual(role({ missing: 'not set up' }), ['not set up', 'CrossAccountRoleName']);
  });

  it('show no value in a way that hides something', () => {
    const { message } = checkEqualJob(known({ status: 'RUN\u202eNING\n' }));
    assert.doesNotMatch(message, /[\u202e\n]/);
  });
});
