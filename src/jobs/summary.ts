/** A restore in words, from the parameters that are sent: what, from where, to where, and what it destroys. */
import * as l10n from '@vscode/l10n';
import { clean } from '../cloud/text.ts';
import { parametersOf, type RestoreRequest } from '../spec/parameters.ts';
import { utcText } from '../spec/utcText.ts';

/** A restore at a glance. Each text is one line without control characters, short enough to be shown. */
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
  /** The target in full, such as `file system 005494 (created 2019-04-04 03:08:33 UTC), path /share`. */
  readonly target: string;
  readonly overwrites: string;
}

/** The most of one value that is worth showing. */
const shown = 300;

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
      return clean(restoreType, shown);
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

function targetOf(p: Record<string, string>): string {
  switch (p['RestoreType']) {
    case 'ECS_FILE':
      return joined(':', p['TargetInstanceId'], p['TargetPath']);
    case 'OSS':
      return joined('/', p['TargetBucket'], p['TargetPrefix']);
    case 'NAS':
      return joined(':', p['TargetFileSystemId'], p['TargetPath']);
    case 'OTS_TABLE':
      return joined('/', p['TargetInstanceName'], p['TargetTableName']);
    case 'UDM_ECS':
      return joined(', ', detail(p['UdmDetail'], 'restoredName'), p['UdmRegionId']);
    case 'UDM_ECS_DISK':
      return joined(', ', detail(p['UdmDetail'], 'targetInstanceId'), p['UdmRegionId']);
    case 'UDM_ECS_ROLLBACK':
    case 'UDM_ECS_DISK_ROLLBACK':
      return joined(', ', detail(p['UdmDetail'], 'sourceInstanceId'), p['UdmRegionId']);
    default:
      return Object.entries(p)
        .filter(([name]) => name.startsWith('Target'))
        .map(([, value]) => value)
        .join(', ');
  }
}

/** A UNIX time in seconds as a date of UTC; what is no time stays as it is. */
function utc(seconds: string | undefined): string {
  const time = Number(seconds);
  return Number.isNaN(new Date(time * 1000).getTime()) ? (seconds ?? '') : utcText(time);
}

function targetInFull(p: Record<string, string>): string {
  const path = p['TargetPath'] && l10n.t('path {0}', p['TargetPath']);
  switch (p['RestoreType']) {
    case 'ECS_FILE':
      return joined(', ', l10n.t('instance {0}', p['TargetInstanceId'] ?? ''), path);
    case 'OSS':
      return joined(
        ', ',
        l10n.t('bucket {0}', p['TargetBucket'] ?? ''),
        p['TargetPrefix'] ? l10n.t('prefix {0}', p['TargetPrefix']) : l10n.t('no prefix'),
      );
    case 'NAS':
      return joined(
        ', ',
        l10n.t('file system {0} (created {1})', p['TargetFileSystemId'] ?? '', utc(p['TargetCreateTime'])),
        path,
      );
    case 'OTS_TABLE':
      return joined(
        ', ',
        l10n.t('table {0} of instance {1}', p['TargetTableName'] ?? '', p['TargetInstanceName'] ?? ''),
        p['TargetTime'] && l10n.t('as of {0}', utc(p['TargetTime'])),
      );
    default:
      return targetOf(p);
  }
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
  const parts = [
    Include === undefined ? l10n.t('everything in the snapshot') : Include,
    Exclude === undefined ? '' : l10n.t('without {0}', Exclude),
  ];
  return clean(joined(' ', ...parts), shown);
}

const headlineOf = (p: Record<string, string>): RestoreHeadline => ({
  what: kindOf(p['RestoreType'] ?? ''),
  snapshot: clean(p['SnapshotId'] ?? '', shown),
  vault: clean(p['VaultId'] ?? '', shown),
  to: clean(targetOf(p), shown),
});

export function headline(request: RestoreRequest): RestoreHeadline {
  return headlineOf(parametersOf(request));
}

export function summarize(request: RestoreRequest): RestoreSummary {
  const p = parametersOf(request);
  return {
    ...headlineOf(p),
    paths: pathsOf(p),
    target: clean(targetInFull(p), shown),
    overwrites: overwritesOf(p),
  };
}
