import assert from 'node:assert/strict';
import { clockProblem } from '../../../src/cloud/clockSkew.ts';

describe('cloud: a wrong clock', () => {
  for (const [aheadMs, says] of [
    [61_000, '61 seconds ahead of'],
    [-119_000, '119 seconds behind'],
    [-120_000, '2 minutes behind'],
    [3 * 3_600_000, '3 hours ahead of'],
    [-90 * 86_400_000, '90 days behind'],
  ] as const) {
    it(`is said to be ${says} the service's`, () => {
      const { happened, nextStep } = clockProblem(aheadMs);
      assert.equal(happened, `This machine's clock is ${says} the service's.`);
      assert.match(nextStep, /Set it.* Nothing was changed\.$/);
    });
  }

  it('is none where it differs by less than the response took to come', () => {
    for (const aheadMs of [0, 59_999, -59_999]) {
      assert.match(clockProblem(aheadMs).happened, /this machine's clock is correct now/);
    }
  });

  it('is called wrong also where it could not be measured', () => {
    assert.match(clockProblem(undefined).happened, /wrong by more than the service allows/);
  });

  it('is set in a way of its own on each system', () => {
    for (const [platform, says] of [
      ['win32', /Sync now/],
      ['darwin', /System Settings/],
      ['linux', /timedatectl/],
    ] as const) {
      assert.match(clockProblem(1e6, platform).nextStep, says);
    }
  });
});
