import assert from 'node:assert/strict';
import { jobErrorNextStep } from '../../../../src/jobs/format/jobErrors.ts';

describe('the reasons of a job that failed', () => {
  for (const [message, nextStep] of [
    ['TARGET_NOT_EXIST', /target folder doesn't exist/],
    ['Restore failed: CLIENT_OFFLINE (i-1)', /client of the instance is offline/],
    ['MY_CLIENT_OFFLINE_X', undefined],
    ['disk full', undefined],
  ] as const) {
    it(`"${message}" ${nextStep ? 'says what to do' : 'says nothing more'}`, () => {
      if (nextStep) assert.match(jobErrorNextStep(message) ?? '', nextStep);
      else assert.equal(jobErrorNextStep(message), undefined);
    });
  }
});
