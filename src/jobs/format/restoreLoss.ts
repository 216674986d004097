/** What a restore destroys at its target: as a line of the question before it, and what a person has to type where it is certain. */
import * as l10n from '@vscode/l10n';
import { jsonMember } from '../../cloud/json.ts';
import { quoteValue } from '../../cloud/quote.ts';
import { conflictPolicyKeys, parametersOf, type RestoreRequest } from '../../restoreSpec/parameters.ts';

/** What a restore certainly destroys. */
export interface RestoreLoss {
  /** The target's ID or name, as it is sent. Where the request names none, the ID of the snapshot, whose source is the target. */
  readonly target: string;
  /**
   * The question, which says what is lost.
   *
   * @param target as it may be shown
   * @param since when the snapshot was taken, as it may be shown; undefined where that is not known
   */
  readonly question: (target: string, since?: string) => string;
  /** The button, which names the deed, and the one where an equal restore was submitted already. */
  readonly deed: string;
  readonly deedAgain: string;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Whether a flag is set. A string counts too, since nobody knows how the service reads it. */
const isSet = (json: string | undefined, key: string) => String(jsonMember(json, key)) === 'true';

/** A policy for what exists at the target, by the spelling of its key. */
interface ConflictPolicy {
  readonly key: string;
  readonly policy: string;
}

/**
 * The policies for what exists at the target, as `Options` states them: one for each spelling of the key, since nobody knows which one the service
 * reads. None where it is not stated: then the service decides.
 */
function conflictPoliciesOf({ Options }: Readonly<Record<string, string>>): readonly ConflictPolicy[] {
  return [...conflictPolicyKeys].flatMap((key) => {
    const policy = jsonMember(Options, key) ?? undefined;
    if (policy === undefined) return [];
    return [{ key, policy: typeof policy === 'string' ? policy : JSON.stringify(policy) }];
  });
}

/** Whether a policy keeps the newer one of two files. So it overwrites some, but not what was written since the backup. */
const keepsNewer = ({ policy }: ConflictPolicy) => /^KEEP_LATEST$/i.test(policy);

/** Whether a policy overwrites what exists. One that nobody knows counts as one that does. */
const overwrites = (each: ConflictPolicy) => !/^SKIP/i.test(each.policy) && !keepsNewer(each);

/** Undefined for a restore that writes beside what exists, or of which the service decides whether it overwrites. */
export function lossOf(request: RestoreRequest): RestoreLoss | undefined {
  const sent = parametersOf(request);
  const loss = lossAtTarget(sent);
  if (!loss || loss.target !== '') return loss;
  const { question } = loss;
  return {
    ...loss,
    target: sent['SnapshotId'] ?? '',
    question: (snapshot, since) => question(l10n.t('the source of snapshot {0}', snapshot), since),
  };
}

/** The same, with an empty target where the request names none. */
function lossAtTarget(sent: Readonly<Record<string, string>>): RestoreLoss | undefined {
  const detail = (key: string) => textOf(jsonMember(sent['UdmDetail'], key));
  switch (sent['RestoreType']) {
    case 'UDM_ECS_ROLLBACK':
      return {
        target: detail('sourceInstanceId'),
        question: (target, since) =>
          since === undefined
            ? l10n.t('Roll back {0}? Everything on its disks since the snapshot is lost.', target)
            : l10n.t('Roll back {0}? Everything on its disks since {1} is lost.', target, since),
        deed: l10n.t('Roll Back Instance'),
        deedAgain: l10n.t('Roll Back Instance Again'),
      };
    case 'UDM_ECS_DISK_ROLLBACK':
      return {
        target: detail('sourceInstanceId'),
        question: (target, since) =>
          since === undefined
            ? l10n.t('Roll back disks of {0}? Everything on them since the snapshot is lost.', target)
            : l10n.t('Roll back disks of {0}? Everything on them since {1} is lost.', target, since),
        deed: l10n.t('Roll Back Disks'),
        deedAgain: l10n.t('Roll Back Disks Again'),
      };
    default:
  }
  if (isSet(sent['UdmDetail'], 'forceRestore')) {
    return {
      target: detail('targetInstanceId') || detail('sourceInstanceId'),
      question: (target) => l10n.t('Restore to {0}? forceRestore overwrites what is on its disks.', target),
      deed: l10n.t('Overwrite Disks'),
      deedAgain: l10n.t('Overwrite Disks Again'),
    };
  }
  if (isSet(sent['OtsDetail'], 'OverwriteExisting')) {
    return {
      target: sent['TargetTableName'] ?? '',
      question: (target) => l10n.t('Restore to table {0}? Rows that exist in it are overwritten.', target),
      deed: l10n.t('Overwrite Rows'),
      deedAgain: l10n.t('Overwrite Rows Again'),
    };
  }
  const policies = conflictPoliciesOf(sent);
  const target = sent['TargetBucket'] ?? sent['TargetFileSystemId'] ?? sent['TargetInstanceId'] ?? '';
  if (policies.some(overwrites)) {
    return {
      target,
      question: (name) => l10n.t('Restore to {0}? What exists there under the same names is overwritten.', name),
      deed: l10n.t('Overwrite'),
      deedAgain: l10n.t('Overwrite Again'),
    };
  }
  if (sent['RestoreType'] === 'OSS' && !sent['TargetPrefix'] && policies.length === 0) {
    return {
      target,
      question: (name) => l10n.t('Restore to the whole of bucket {0}? Its objects may be overwritten.', name),
      deed: l10n.t('Restore to Whole Bucket'),
      deedAgain: l10n.t('Restore to Whole Bucket Again'),
    };
  }
  return undefined;
}

/** What a restore overwrites, on one line. */
export interface OverwritesLine {
  /** Empty where the question of `lossOf` says all of it. */
  readonly text: string;
  /** The members that it says, such as `OtsDetail.OverwriteExisting`. */
  readonly said: readonly string[];
}

function existingRowsLine(sent: Readonly<Record<string, string>>): OverwritesLine {
  const existing = jsonMember(sent['OtsDetail'], 'OverwriteExisting') ?? undefined;
  if (existing === undefined) {
    const text = l10n.t(
      'Existing rows: not stated. The service decides; expect those of the same keys to be overwritten.',
    );
    return { text, said: [] };
  }
  const value = quoteValue(JSON.stringify(existing));
  const text = isSet(sent['OtsDetail'], 'OverwriteExisting')
    ? l10n.t('Existing rows: replaced (OverwriteExisting is {0})', value)
    : l10n.t('Existing rows: kept (OverwriteExisting is {0})', value);
  return { text, said: ['OtsDetail.OverwriteExisting'] };
}

/** What the policies say of files that exist, or of objects. */
function policiesText(policies: readonly [ConflictPolicy, ...ConflictPolicy[]], isObjects: boolean): string {
  const [first, second] = policies;
  const [one, other] = [quoteValue(first.policy), quoteValue(second?.policy ?? '')];
  let text: string;
  if (second) {
    text = isObjects
      ? l10n.t('Existing objects: {0} is {1}, {2} is {3}, and one of them counts', first.key, one, second.key, other)
      : l10n.t('Existing files: {0} is {1}, {2} is {3}, and one of them counts', first.key, one, second.key, other);
  } else {
    text = isObjects
      ? l10n.t('Existing objects: {0} is {1}', first.key, one)
      : l10n.t('Existing files: {0} is {1}', first.key, one);
  }
  if (!policies.some(keepsNewer)) return text;
  return isObjects
    ? l10n.t('{0}. An object is overwritten where the snapshot has a newer one.', text)
    : l10n.t('{0}. A file is overwritten where the snapshot has a newer one.', text);
}

/** What becomes of files, objects or rows that exist. A policy that the request doesn't state is not told as a fact. */
function existingLine(sent: Readonly<Record<string, string>>): OverwritesLine {
  if (sent['RestoreType'] === 'OTS_TABLE') return existingRowsLine(sent);
  const isObjects = sent['RestoreType'] === 'OSS';
  const [first, ...others] = conflictPoliciesOf(sent);
  if (first) {
    const said = [first, ...others].map(({ key }) => `Options.${key}`);
    return { text: policiesText([first, ...others], isObjects), said };
  }
  const text = isObjects
    ? l10n.t('Existing objects: not stated. The service decides; expect those of the same names to be overwritten.')
    : l10n.t('Existing files: not stated. The service decides; expect those of the same names to be overwritten.');
  return { text, said: [] };
}

/** What a restore overwrites. */
export function overwritesLine(request: RestoreRequest): OverwritesLine {
  const sent = parametersOf(request);
  const isForced = isSet(sent['UdmDetail'], 'forceRestore');
  switch (sent['RestoreType']) {
    case 'UDM_ECS_ROLLBACK':
    case 'UDM_ECS_DISK_ROLLBACK': {
      const forced = l10n.t('forceRestore: even disks that were moved to another instance are overwritten.');
      return isForced ? { text: forced, said: ['UdmDetail.forceRestore'] } : { text: '', said: [] };
    }
    case 'UDM_ECS':
    case 'UDM_ECS_DISK': {
      const nothing = l10n.t('Overwrites: nothing. New resources are created and charged for.');
      return isForced ? { text: '', said: ['UdmDetail.forceRestore'] } : { text: nothing, said: [] };
    }
    default:
      return existingLine(sent);
  }
}

const newResources: ReadonlySet<string> = new Set(['UDM_ECS', 'UDM_ECS_DISK']);

/** What it means to submit the same restore a second time, on one line. */
export function repetitionText(request: RestoreRequest): string {
  const makesResources = newResources.has(request.query['RestoreType'] ?? '') && !lossOf(request);
  return makesResources
    ? l10n.t('This creates the same resources a second time, and they are charged for.')
    : l10n.t('This overwrites the target a second time.');
}

/** The fewest characters at the end of a target that name it. */
export const fewestTyped = 6;

/** Whether a person has named a target: by all of it, or by its last six characters. */
export function namesTarget(typed: string, target: string): boolean {
  const text = typed.trim();
  const whole = target.trim();
  return text === whole || (text.length === fewestTyped && whole.length > fewestTyped && whole.endsWith(text));
}
