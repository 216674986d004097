import assert from 'node:assert/strict';
import { serviceError, type ServiceCallContext } from '../../../src/cloud/serviceErrors.ts';
import { plainQuotes } from '../plainQuotes.ts';

const call: ServiceCallContext = {
  operation: 'CreateRestoreJob',
  host: 'h',
  profile: 'p',
  timeoutMs: 1,
  secrets: [],
  parameters: ['VaultId', 'TargetInstanceId', 'TargetFileSystemId'],
};
const errorOf = (Code: string, status: number, more: Partial<ServiceCallContext> = {}) =>
  serviceError({ Code, Message: 'm', RequestId: 'R', ...(status === 200 && { Success: false }) }, status, {
    ...call,
    ...more,
  });

describe('cloud: the codes of the service', () => {
  // As the vendor's error pages, Terraform and the skill for agents have them.
  const refused: readonly [code: string, status: number, nextStep: RegExp, parameter?: string][] = [
    ['BadRequest', 400, /check each value against the snapshot/],
    ['NoPermission', 403, /grant hbr:CreateRestoreJob in RAM/],
    ['ResourceNotFound', 404, /Check the IDs, the region and the account/],
    ['ObjectNotExist', 404, /Check the IDs, the region and the account/],
    ['TaskNotFound', 404, /Check the IDs, the region and the account/],
    ['VaultNotExist', 404, /most often the region is wrong/, 'VaultId'],
    ['ServiceNotActivated', 403, /Activate Cloud Backup/],
    ['InDebt', 403, /top it up/],
    ['InDebtOverdue', 403, /top it up/],
    ['RiskControlProhibited', 403, /open a ticket/],
    ['AssumeRoleFail', 403, /authorize Cloud Backup in its console/],
    ['RoleNotExist', 404, /authorize Cloud Backup in its console/],
    ['AccountNotEnableRdTrustedService', 400, /Cross-account backup is not set up/],
    ['BackupAccountNotInSpecifiedRd', 403, /Cross-account backup is not set up/],
    ['CrossAccountBackupSlrNotExist', 200, /Cross-account backup is not set up/],
    ['AirBackupJobNotExists', 404, /Edition BASIC has no such/],
    ['AirBackupPlanNotExists', 404, /Edition BASIC has no such/],
    ['AirInstanceNotExists', 404, /Edition BASIC has no such/],
    ['AirInstanceError', 400, /state in Edition BASIC/],
    ['AirInstanceExpired', 400, /state in Edition BASIC/],
    ['AirInstanceInitializing', 400, /state in Edition BASIC/],
    ['AirInstanceAtLeastOnePlan', 400, /state in Edition BASIC/],
    ['ArchiveDaysTooShort', 400, /archive tier/],
    ['ArchiveRetentionDaysTooShort', 400, /archive tier/],
    ['ArchiveSnapshotCannotDetect', 400, /archive tier/],
    ['ArchiveSnapshotCannotGenerateReport', 400, /archive tier/],
    ['NasFileSystemNotExist', 404, /check TargetFileSystemId/, 'TargetFileSystemId'],
    ['InvalidInstanceId', 400, /check TargetInstanceId/, 'TargetInstanceId'],
    ['ClientNotInstalled', 400, /Install the backup client/, 'TargetInstanceId'],
    ['CloudAssistNotRunningOnInstance', 400, /Start Cloud Assistant/, 'TargetInstanceId'],
  ];
  for (const [code, status, nextStep, parameter] of refused) {
    it(`${code} with HTTP ${status} says what to do, and that nothing was done`, () => {
      const error = errorOf(code, status);
      assert.equal(error.outcome, 'refused');
      assert.match(error.nextStep, nextStep);
      assert.equal(error.parameter, parameter);
      // A call that sends no such parameter has no place to point at.
      assert.equal(errorOf(code, status, { parameters: [] }).parameter, undefined);
    });
  }

  for (const code of [
    ...['AccessVaultFail', 'InitVaultError', 'EcsClientError', 'BrowseFileError', 'TaskTypeNotSupported'],
    'InternalError',
  ]) {
    it(`${code} with HTTP 500 is unclear, has one look before a second restore, and names a ticket`, () => {
      const error = errorOf(code, 500);
      assert.equal(error.outcome, 'unclear');
      assert.match(error.nextStep, /^The restore may have started\. Look for it .* open a ticket .* RequestId\.$/);
      assert.match(errorOf(code, 500, { operation: 'BrowseFiles' }).nextStep, /^Try again .* open a ticket/);
    });
  }

  it('are no codes of STS, which has other reasons for the same words', () => {
    assert.doesNotMatch(errorOf('RoleNotExist', 404, { product: 'sts' }).nextStep, /Cloud Backup in its console/);
  });

  it('are passed through as they came where they are not known', () => {
    const error = errorOf('SomethingNotFound', 404);
    assert.match(plainQuotes(error.message), /SomethingNotFound: "m"/);
    assert.match(error.nextStep, /^Nothing was changed\. The service's message says why/);
    assert.match(errorOf('constructor', 400).nextStep, /^The restore may have started/);
  });
});
