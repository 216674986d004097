/** Cloud Backup's own codes, and what there is to do about each. The codes of the API gateway are in `gatewayCodes.ts`. */
import * as l10n from '@vscode/l10n';

export interface ServiceCode {
  readonly nextStep: () => string;
  /** The parameter at fault, where the code stands for one. */
  readonly parameter?: string;
}

const checkIds = () => l10n.t('Nothing was changed. Check the IDs, the region and the account.');
const payDebt = () => l10n.t('Nothing was changed. The account is in debt: top it up, then try again.');
const grantRole = () =>
  l10n.t("Nothing was changed. The service's role is not granted: authorize Cloud Backup in its console.");
const setUpCrossAccount = () =>
  l10n.t(
    'Nothing was changed. Cross-account backup is not set up between the two accounts: set it up in the console of Cloud Backup.',
  );
const checkBasic = () =>
  l10n.t(
    'Nothing was changed. Edition BASIC has no such job, plan or instance: check the IDs, the region and whether the data is of Edition BASIC.',
  );
const checkInstance = () =>
  l10n.t(
    "Nothing was changed. The instance's state in Edition BASIC doesn't allow it: look at the instance in the console of Cloud Backup.",
  );
const checkArchive = () =>
  l10n.t(
    'Nothing was changed. It is about the archive tier: look at the snapshot and its retention in the console of Cloud Backup.',
  );

/** Codes that prove that nothing was executed. */
const codes: Readonly<Record<string, ServiceCode>> = {
  BadRequest: {
    nextStep: () =>
      l10n.t('Nothing was changed. The service names no parameter: check each value against the snapshot.'),
  },
  ResourceNotFound: { nextStep: checkIds },
  ObjectNotExist: { nextStep: checkIds },
  TaskNotFound: { nextStep: checkIds },
  VaultNotExist: {
    nextStep: () =>
      l10n.t('Nothing was changed. There is no such vault in this region and account: most often the region is wrong.'),
    parameter: 'VaultId',
  },
  ServiceNotActivated: {
    nextStep: () => l10n.t('Nothing was changed. Activate Cloud Backup in the console of this account.'),
  },
  InDebt: { nextStep: payDebt },
  InDebtOverdue: { nextStep: payDebt },
  RiskControlProhibited: {
    nextStep: () => l10n.t('Nothing was changed. Risk control bars the account: open a ticket with Alibaba Cloud.'),
  },
  AssumeRoleFail: { nextStep: grantRole },
  RoleNotExist: { nextStep: grantRole },
  AccountNotEnableRdTrustedService: { nextStep: setUpCrossAccount },
  BackupAccountNotInSpecifiedRd: { nextStep: setUpCrossAccount },
  CrossAccountBackupSlrNotExist: { nextStep: setUpCrossAccount },
  AirBackupJobNotExists: { nextStep: checkBasic },
  AirBackupPlanNotExists: { nextStep: checkBasic },
  AirInstanceNotExists: { nextStep: checkBasic },
  AirInstanceError: { nextStep: checkInstance },
  AirInstanceExpired: { nextStep: checkInstance },
  AirInstanceInitializing: { nextStep: checkInstance },
  AirInstanceAtLeastOnePlan: { nextStep: checkInstance },
  ArchiveDaysTooShort: { nextStep: checkArchive },
  ArchiveRetentionDaysTooShort: { nextStep: checkArchive },
  ArchiveSnapshotCannotDetect: { nextStep: checkArchive },
  ArchiveSnapshotCannotGenerateReport: { nextStep: checkArchive },
  NasFileSystemNotExist: {
    nextStep: () =>
      l10n.t('Nothing was changed. There is no such file system: check TargetFileSystemId and the region.'),
    parameter: 'TargetFileSystemId',
  },
  InvalidInstanceId: {
    nextStep: () => l10n.t('Nothing was changed. There is no such instance: check TargetInstanceId and the region.'),
    parameter: 'TargetInstanceId',
  },
  ClientNotInstalled: {
    nextStep: () => l10n.t('Nothing was changed. Install the backup client on the target instance, then try again.'),
    parameter: 'TargetInstanceId',
  },
  CloudAssistNotRunningOnInstance: {
    nextStep: () => l10n.t('Nothing was changed. Start Cloud Assistant on the target instance, then try again.'),
    parameter: 'TargetInstanceId',
  },
};

export const serviceCode = (code: string): ServiceCode | undefined =>
  Object.hasOwn(codes, code) ? codes[code] : undefined;

/** Faults on the service's own side, of which nobody knows what was done by then. */
const ownFaults: ReadonlySet<string> = new Set([
  ...['AccessVaultFail', 'InitVaultError', 'EcsClientError', 'BrowseFileError', 'TaskTypeNotSupported'],
  ...['InternalError', 'InternalFailure'],
]);

/** What there is to do besides a look at the jobs where the service has a fault of its own; undefined for other codes. */
export function ownFaultNextStep(code: string): string | undefined {
  return ownFaults.has(code)
    ? l10n.t('If this goes on, open a ticket with Alibaba Cloud and give the RequestId.')
    : undefined;
}
