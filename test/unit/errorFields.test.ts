import assert from 'node:assert/strict';
import { errnoOf, errorMessage, nextStepOf } from '../../src/errorFields.ts';
import { UserError } from '../../src/userError.ts';

describe('the fields of whatever was thrown', () => {
  it('are read of errors and of all else', () => {
    assert.equal(errorMessage(new Error('the disk is full')), 'the disk is full');
    assert.equal(errorMessage('aborted'), 'aborted');
    assert.equal(nextStepOf(new UserError('It failed.', 'Try again.')), 'Try again.');
    assert.equal(nextStepOf({ nextStep: 1 }), '');
    assert.equal(nextStepOf(undefined), '');
    assert.equal(errnoOf(Object.assign(new Error(), { code: 'ENOENT' })), 'ENOENT');
    assert.equal(errnoOf(new Error()), undefined);
  });
});
