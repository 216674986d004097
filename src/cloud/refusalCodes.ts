/**
 * The codes by which the service says that it did nothing. For every other code the outcome is unclear: a restore that ran must never
 * be said to be refused.
 */

const codes: ReadonlySet<string> = new Set([
  // The API gateway: a method, an operation or a parameter that there isn't, and a request that is too large.
  ...['UnsupportedHTTPMethod', 'UnsupportedOperation', 'UnknownParameter', 'RequestEntityTooLarge'],
  // Cloud Backup's own pages about errors, those with a 4xx.
  ...['BadRequest', 'ResourceNotFound', 'ObjectNotExist', 'TaskNotFound', 'VaultNotExist', 'RoleNotExist'],
  ...['ServiceNotActivated', 'InDebt', 'InDebtOverdue', 'RiskControlProhibited', 'AssumeRoleFail'],
  ...['AccountNotEnableRdTrustedService', 'BackupAccountNotInSpecifiedRd', 'CrossAccountBackupSlrNotExist'],
  ...['AirBackupJobNotExists', 'AirBackupPlanNotExists', 'AirInstanceNotExists', 'AirInstanceError'],
  ...['AirInstanceExpired', 'AirInstanceInitializing', 'AirInstanceAtLeastOnePlan', 'ArchiveDaysTooShort'],
  ...['ArchiveRetentionDaysTooShort', 'ArchiveSnapshotCannotDetect', 'ArchiveSnapshotCannotGenerateReport'],
  // The vendor's Terraform provider and its skill for agents: the target isn't there, or nothing on it answers.
  ...['NasFileSystemNotExist', 'ClientNotInstalled', 'CloudAssistNotRunningOnInstance'],
]);

/** Names that the API gateway and the vendor's services give to codes of one kind. A word of `doubtful` in a code outweighs them. */
const families: readonly RegExp[] = [
  // The gateway, about the signature and the time of the request.
  /^(SignatureDoesNotMatch|IncompleteSignature|IllegalTimestamp)(\.|$)/,
  // A parameter that is missing or not valid. The gateway's codes about keys and tokens are named so too.
  /^(Missing|Invalid)[A-Z]/,
  // A permission that is missing.
  /^(Forbidden|NoPermission)(\.|$)/,
  // Something that the request names isn't there.
  /^[A-Za-z.]+(NotFound|NotExists?)(\.|$)/,
];

/** Too many calls: they are turned away before anything looks at them, with a 5xx too. */
const throttling = /^Throttling(\.|$)/;

/**
 * Words of failures that come while something is being done or after it was done: time ran out, a part of the service was down, the same
 * was asked for before. They may also be the name of a parameter (`InvalidTimeout`). That can't be told, so it counts as unclear.
 */
const doubtful = new RegExp(
  [
    ...['time-?_?d?-?_?out', 'timelimit', 'deadline', 'unavailable', 'internal', 'abort', 'interrupt'],
    ...['process', 'progress', 'running', 'pending', 'busy', 'cancell?ed', 'partial', 'unknown', 'retry', 'again'],
    ...['already', 'duplicat', 'conflict', 'repeat', '(?<!not)exist', '4(08|09|25|29|99)', '5\\d\\d'],
  ].join('|'),
  'i',
);

/** HTTP statuses of a request that was not waited for to its end. No code beside one of them proves anything. */
const unclearStatuses: ReadonlySet<number> = new Set([408, 425, 499]);

/**
 * Whether an error of the service proves that the call was not executed.
 *
 * @param isDenial whether the answer says in its `AccessDeniedDetail` which permission is missing
 */
export function isRefusal(code: string, statusCode: number, isDenial: boolean): boolean {
  if (unclearStatuses.has(statusCode)) return false;
  if (statusCode < 500 && codes.has(code)) return true;
  if (doubtful.test(code)) return false;
  if (throttling.test(code)) return true;
  return statusCode < 500 && (isDenial || families.some((family) => family.test(code)));
}
