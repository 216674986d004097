/** A restore in words, from the parameters that are sent: what, from where, to where, and what it destroys. */
import * as l10n from '@vscode/l10n';
import { inFull } from '../cloud/inFull.ts';
import { redacted } from '../cloud/secrets.ts';
import { parametersOf, type RestoreRequest } from '../spec/parameters.ts';
import { utcText } from '../spec/utcText.ts';

/**
 * A restore at a glance. Each text is one line that shows all of a value, also what else is not seen; of a long value it has the
 * beginning and the end.
 */
export interface RestoreHeadline {
  /** The kind of restore, such as `NAS files`. */
  readonly what: string;
  readonly snapshot: string;
  readonly vault: string;
  /** The target in short, such as `005494:/share`. */
  readonly to: string;
}

export interface RestoreSummary extends RestoreHeadline {
  /** Which part of the snapshot. */
  readonly paths: string;
  /** The target in full, such as `file system 005494 (created 2019-04-04 03:08:33 UTC), path /share, Edition BASIC`. */
  readonly target: string;
  readonly overwrites: string;
}

/** The most of one value that is worth showing, in UTF-16 code units. */
const shown = 300;

/** What is looked at of each end of a longer value. */
const looked = 10 * shown;

function endsOf(value: string): string {
  // A cut could leave a part of a secret.
  const text = redacted(value);
  return `${text.slice(0, looked)}…${text.slice(-looked)}`;
}

/**
 * One line of at most `limit` units, in which nothing can hide: of a longer value its beginning and its end with `…`
 * between, since the end of a path says where it leads.
 */
function brief(value: string, limit = shown): string {
  return inFull(value.length > 2 * looked ? endsOf(value) : value, limit);
}

/** The same of a list of paths: as it is sent but for the blanks between them. */
function briefList(json: string): string {
  try {
    const list: unknown = JSON.parse(json);
    const isPaths = Array.isArray(list) && list.every((path) => typeof path === 'string');
    return brief(isPaths ? JSON.stringify(list) : json);
  } catch (error) {
    if (error instanceof SyntaxError) return brief(json);
    throw error;
  }
}

/** Parameters that say more of where and whose a restore is, whatever its type. */
const further = [
  'TargetContainer',
  'TargetContainerClusterId',
  'CrossAccountType',
  'CrossAccountUserId',
  'CrossAccountRoleName',
  'Edition',
];

function kindOf(restoreType: string): string {
  switch (restoreType) {
    case 'ECS_FILE':
      return l10n.t('ECS files');
    case 'OSS':
      return l10n.t('OSS objects');
    case 'NAS':
      return l10n.t('NAS files');
    case 'OTS_TABLE':
      return l10n.t('Tablestore table');
    case 'UDM_ECS_ROLLBACK':
      return l10n.t('ECS instance (rollback)');
    case 'UDM_ECS':
      return l10n.t('ECS instance (clone)');
    case 'UDM_ECS_DISK':
      return l10n.t('ECS disk (clone)');
    case 'UDM_ECS_DISK_ROLLBACK':
      return l10n.t('ECS disk (rollback)');
    default:
      return brief(restoreType);
  }
}

/** A key of a structured parameter, such as `sourceInstanceId` in `UdmDetail`; anything odd is no value. */
function detail(json: string | undefined, key: string): unknown {
  try {
    return (JSON.parse(json ?? 'null') as Record<string, unknown> | null)?.[key];
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const joined = (separator: string, ...parts: unknown[]) =>
  parts.filter((part): part is string => typeof part === 'string' && part !== '').join(separator);

/** The same of values, each cut by itself so that all have room. */
function joinedBrief(separator: string, ...values: unknown[]): string {
  const texts = values.filter((value): value is string => typeof value === 'string' && value !== '');
  const room = shown / texts.length - separator.length;
  return joined(separator, ...texts.map((text) => brief(text, room)));
}

function targetOf(p: Record<string, string>): string {
  switch (p['RestoreType']) {
    case 'ECS_FILE':
      return joinedBrief(':', p['TargetInstanceId'], p['TargetPath']);
    case 'OSS':
      return joinedBrief('/', p['TargetBucket'], p['TargetPrefix']);
    case 'NAS':
      return joinedBrief(':', p['TargetFileSystemId'], p['TargetPath']);
    case 'OTS_TABLE':
      return joinedBrief('/', p['TargetInstanceName'], p['TargetTableName']);
    case 'UDM_ECS':
      return joinedBrief(', ', detail(p['UdmDetail'], 'restoredName'), p['UdmRegionId']);
    case 'UDM_ECS_DISK':
      return joinedBrief(', ', detail(p['UdmDetail'], 'targetInstanceId'), p['UdmRegionId']);
    case 'UDM_ECS_ROLLBACK':
    case 'UDM_ECS_DISK_ROLLBACK':
      return joinedBrief(', ', detail(p['UdmDetail'], 'sourceInstanceId'), p['UdmRegionId']);
    default: {
      const names = Object.keys(p).filter((name) => name.startsWith('Target') && !further.includes(name));
      return joinedBrief(', ', ...names.map((name) => p[name]));
    }
  }
}

/** A UNIX time in seconds as a date of UTC; what is no time stays as it is. */
function utc(seconds: string | undefined): string {
  const time = Number(seconds);
  return Number.isNaN(new Date(time * 1000).getTime()) ? brief(seconds ?? '') : utcText(time);
}

function placeInFull(p: Record<string, string>): string {
  const value = (name: string) => brief(p[name] ?? '');
  const path = value('TargetPath') && l10n.t('path {0}', value('TargetPath'));
  switch (p['RestoreType']) {
    case 'ECS_FILE':
      return joined(', ', l10n.t('instance {0}', value('TargetInstanceId')), path);
    case 'OSS':
      return joined(
        ', ',
        l10n.t('bucket {0}', value('TargetBucket')),
        value('TargetPrefix') ? l10n.t('prefix {0}', value('TargetPrefix')) : l10n.t('no prefix'),
      );
    case 'NAS':
      return joined(
        ', ',
        l10n.t('file system {0} (created {1})', value('TargetFileSystemId'), utc(p['TargetCreateTime'])),
        path,
      );
    case 'OTS_TABLE':
      return joined(
        ', ',
        l10n.t('table {0} of instance {1}', value('TargetTableName'), value('TargetInstanceName')),
        p['TargetTime'] && l10n.t('as of {0}', utc(p['TargetTime'])),
      );
    default:
      return targetOf(p);
  }
}

function targetInFull(p: Record<string, string>): string {
  const more = further.map((name) => p[name] && `${name} ${brief(p[name])}`);
  return joined(', ', placeInFull(p), ...more);
}

function overwritesOf(p: Record<string, string>): string {
  switch (p['RestoreType']) {
    case 'OSS':
      return l10n.t('Objects of the same names in the bucket are overwritten.');
    case 'OTS_TABLE':
      return detail(p['OtsDetail'], 'OverwriteExisting') === true
        ? l10n.t('OverwriteExisting is true: rows that exist in the table are overwritten.')
        : l10n.t('Rows are written to the table.');
    case 'UDM_ECS_ROLLBACK':
    case 'UDM_ECS_DISK_ROLLBACK':
      return detail(p['UdmDetail'], 'forceRestore') === true
        ? l10n.t(
            'Everything on the disks since the snapshot is lost. forceRestore is true: even disks that were moved to another instance are overwritten.',
          )
        : l10n.t('Everything on the disks since the snapshot is lost.');
    case 'UDM_ECS':
    case 'UDM_ECS_DISK':
      return l10n.t('Nothing: new resources are made, and are charged for.');
    default:
      return l10n.t('Files of the same names on the target are overwritten.');
  }
}

function pathsOf({ Include, Exclude }: Record<string, string>): string {
  return joined(
    ' ',
    Include === undefined ? l10n.t('everything in the snapshot') : briefList(Include),
    Exclude !== undefined && l10n.t('without {0}', briefList(Exclude)),
  );
}

const headlineOf = (p: Record<string, string>): RestoreHeadline => ({
  what: kindOf(p['RestoreType'] ?? ''),
  snapshot: brief(p['SnapshotId'] ?? ''),
  vault: brief(p['VaultId'] ?? ''),
  to: targetOf(p),
});

export function headline(request: RestoreRequest): RestoreHeadline {
  return headlineOf(parametersOf(request));
}

export function summarize(request: RestoreRequest): RestoreSummary {
  const p = parametersOf(request);
  return { ...headlineOf(p), paths: pathsOf(p), target: targetInFull(p), overwrites: overwritesOf(p) };
}
