import assert from 'node:assert/strict';
import { readingOperations } from '../../../src/cloud/readingOperations.ts';
import { policyFor } from '../../../src/cloud/ramPolicy.ts';

describe('cloud: the RAM policy to add', () => {
  const actionsFor = (action: string) => {
    const text = policyFor(action);
    if (text === undefined) return undefined;
    const policy = JSON.parse(text) as { Statement: { Action: string[] }[] };
    assert.deepEqual(policy, {
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: policy.Statement[0]?.Action, Resource: '*' }],
    });
    return policy.Statement[0]?.Action;
  };

  for (const [action, actions] of [
    ['hbr:CreateRestoreJob', ['hbr:CreateRestoreJob', 'hbr:DescribeRestoreJobs2']],
    ['hbr:CancelRestoreJob', ['hbr:CancelRestoreJob', 'hbr:DescribeRestoreJobs2']],
    ['hbr:DescribeRestoreJobs2', ['hbr:DescribeRestoreJobs2']],
    ['hbr:DescribeRegions', ['hbr:DescribeRegions']],
  ] as const) {
    it(`grants what ${action} is for`, () => assert.deepEqual(actionsFor(action), actions));
  }
  it('grants all that values of the account need, with the first that is missing', () => {
    const actions = readingOperations.map((operation) => `hbr:${operation}`);
    for (const action of actions) assert.deepEqual(actionsFor(action), actions);
    assert.ok(actions.every((action) => /^hbr:(Describe|Search|Browse|Check)/.test(action)));
  });

  it('lets one role be assumed, and no other', () => {
    const role = 'acs:ram::1234567890123456:role/team-a.restorer_1';
    assert.deepEqual(JSON.parse(policyFor(`sts:AssumeRole ${role}`) ?? ''), {
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: role }],
    });
    for (const odd of [
      '*',
      'acs:ram::*:role/*',
      'acs:ram::1:role/*',
      'acs:ram::1:role/a*',
      'acs:ram::*:role/a',
      'acs:ram::1:role/a?',
      'acs:ram::1:role/',
      'acs:ram::1:user/a',
      'acs:ram::1:role/a\n',
      'acs:ram::1:role/a","*',
      ` ${role}`,
    ]) {
      assert.equal(policyFor(`sts:AssumeRole ${odd}`), undefined, odd);
    }
    assert.equal(policyFor(`sts:* ${role}`), undefined);
    assert.equal(policyFor(`hbr:CreateRestoreJob ${role}`), undefined);
  });

  it('is none for what this extension never asks for', () => {
    for (const action of [
      '',
      '*',
      'hbr:*',
      'HBR:CreateRestoreJob',
      'ram:CreateUser',
      'sts:AssumeRole',
      'hbr:CreateRestoreJob"',
      '__proto__',
    ]) {
      assert.equal(policyFor(action), undefined);
    }
  });
});
