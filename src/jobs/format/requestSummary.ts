/** A restore in words, from the parameters that are sent: what, from where, to where. */
import * as l10n from '@vscode/l10n';
import { escapeInvisible } from '../../cloud/escapeInvisible.ts';
import { jsonMember, parseJsonValue } from '../../cloud/json.ts';
import { quoteLine } from '../../cloud/quote.ts';
import { redactValue } from '../../cloud/redaction/secrets.ts';
import { parameterNames, parameters, parametersOf, type RestoreRequest } from '../../restoreSpec/parameters.ts';
import { localAndUtcText } from '../../restoreSpec/dateFormat.ts';

/**
 * A restore at a glance. Each text is one line. It shows all characters of a value, invisible ones too. A long value is cut in the
 * middle.
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
}

/** The most of one value that is worth showing, in UTF-16 code units. */
const shown = 300;

/** The most units at each end of a longer value that are processed. */
const looked = 10 * shown;

function endsOf(value: string): string {
  // A cut could leave a part of a secret.
  const text = redactValue(value);
  return `${text.slice(0, looked)}…${text.slice(-looked)}`;
}

/**
 * One line of at most `limit` units, in which nothing can hide. A longer value is cut in the middle, with `…`, because the end of a
 * path says where it leads.
 */
function brief(value: string, limit = shown): string {
  return escapeInvisible(value.length > 2 * looked ? endsOf(value) : value, limit);
}

/** A list of paths, shortened like `brief`. It is shown as it is sent, except for the blanks between the paths. */
function briefList(json: string): string {
  const list = parseJsonValue(json);
  const isPaths = Array.isArray(list) && list.every((path) => typeof path === 'string');
  return brief(isPaths ? JSON.stringify(list) : json);
}

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

/** What stands between the parts of a list. */
const comma = () => l10n.t(', ');

const joined = (separator: string, ...parts: unknown[]) =>
  parts.filter((part): part is string => typeof part === 'string' && part !== '').join(separator);

/** Several values, each shortened like `brief` by itself so that all have room. */
function joinedBrief(separator: string, ...values: unknown[]): string {
  const texts = values.filter((value): value is string => typeof value === 'string' && value !== '');
  const room = shown / texts.length - separator.length;
  return joined(separator, ...texts.map((text) => brief(text, room)));
}

/** The value of a parameter, or of a member such as `UdmDetail.sourceInstanceId`; undefined where it is not sent. */
export type ValueOf = (name: string) => string | undefined;

/** The values of a request's parameters, and of the members of those that are JSON objects. Anything odd is no value. */
export function valuesOf(sent: Readonly<Record<string, string>>): ValueOf {
  return (name) => {
    const [parameter = '', key] = name.split('.', 2);
    if (key === undefined) return sent[name];
    const member = jsonMember(sent[parameter], key);
    return typeof member === 'string' ? member : undefined;
  };
}

/** The parameters that name the target of a type that has no words of its own. */
const targetNames = (sent: readonly string[]) => sent.filter((name) => parameters.get(name)?.summary === 'target');

function shortTarget(sent: readonly string[], valueOf: ValueOf): string {
  switch (valueOf('RestoreType')) {
    case 'ECS_FILE':
      return joinedBrief(':', valueOf('TargetInstanceId'), valueOf('TargetPath'));
    case 'OSS':
      return joinedBrief('/', valueOf('TargetBucket'), valueOf('TargetPrefix'));
    case 'NAS':
      return joinedBrief(':', valueOf('TargetFileSystemId'), valueOf('TargetPath'));
    case 'OTS_TABLE':
      return joinedBrief('/', valueOf('TargetInstanceName'), valueOf('TargetTableName'));
    case 'UDM_ECS':
      return joinedBrief(', ', valueOf('UdmDetail.restoredName'), valueOf('UdmRegionId'));
    case 'UDM_ECS_DISK':
      return joinedBrief(', ', valueOf('UdmDetail.targetInstanceId'), valueOf('UdmRegionId'));
    case 'UDM_ECS_ROLLBACK':
    case 'UDM_ECS_DISK_ROLLBACK':
      return joinedBrief(', ', valueOf('UdmDetail.sourceInstanceId'), valueOf('UdmRegionId'));
    default:
      return joinedBrief(', ', ...targetNames(sent).map(valueOf));
  }
}

/** The time that a table is restored to. 0 is the service's word for the latest one. */
function timeText(targetTime: string | undefined, quote: Quote): string | undefined {
  if (targetTime === undefined || targetTime === '') return undefined;
  return Number(targetTime) === 0
    ? l10n.t("as of the end of the snapshot's time span (TargetTime is 0)")
    : l10n.t('as of {0}', dateText(targetTime, quote));
}

/** A UNIX time in seconds as a date; what is no time stays as it is. */
function dateText(seconds: string | undefined, quote: Quote): string {
  const time = Number(seconds);
  return Number.isNaN(new Date(time * 1000).getTime()) ? quote(brief(seconds ?? '')) : localAndUtcText(time);
}

/** Marks a text of one line as a value. */
type Quote = (text: string) => string;

/**
 * The words for the target of a kind of restore.
 *
 * @param quote marks each value as one
 */
export function placeInFull(sent: readonly string[], valueOf: ValueOf, quote: Quote = (text) => text): string {
  const value = (name: string) => {
    const text = brief(valueOf(name) ?? '');
    return text === '' ? '' : quote(text);
  };
  /** A part of the words, where its value is sent. */
  const part = (name: string, words: (text: string) => string) => value(name) && words(value(name));
  const region = () => part('UdmRegionId', (text) => l10n.t('region {0}', text));
  const path = () => part('TargetPath', (text) => l10n.t('path {0}', text));
  switch (valueOf('RestoreType')) {
    case 'ECS_FILE':
      return joined(comma(), l10n.t('instance {0}', value('TargetInstanceId')), path());
    case 'OSS':
      return joined(
        comma(),
        l10n.t('bucket {0}', value('TargetBucket')),
        value('TargetPrefix') ? l10n.t('prefix {0}', value('TargetPrefix')) : l10n.t('no prefix'),
      );
    case 'NAS':
      return joined(
        comma(),
        l10n.t(
          'file system {0} (created {1})',
          value('TargetFileSystemId'),
          dateText(valueOf('TargetCreateTime'), quote),
        ),
        path(),
      );
    case 'OTS_TABLE':
      return joined(
        comma(),
        l10n.t('table {0} of instance {1}', value('TargetTableName'), value('TargetInstanceName')),
        timeText(valueOf('TargetTime'), quote),
      );
    case 'UDM_ECS_ROLLBACK':
      return joined(
        comma(),
        part('UdmDetail.sourceInstanceId', (text) => l10n.t('instance {0}', text)),
        region(),
      );
    case 'UDM_ECS_DISK_ROLLBACK':
      return joined(
        comma(),
        part('UdmDetail.sourceInstanceId', (text) => l10n.t('disks of instance {0}', text)),
        region(),
      );
    case 'UDM_ECS':
      return joined(
        comma(),
        part('UdmDetail.restoredName', (text) => l10n.t('new instance {0}', text)),
        region(),
      );
    case 'UDM_ECS_DISK':
      return joined(
        comma(),
        part('UdmDetail.targetInstanceId', (text) => l10n.t('new disk of instance {0}', text)),
        region(),
      );
    default:
      return joined(comma(), ...targetNames(sent).map(value));
  }
}

/** The parameters without words of their own are shown in this order of their groups. */
const groups = ['to', 'from', 'what', 'options', 'kind'] as const;

/** The words for the target, and after them each parameter that no words say. */
function targetInFull(p: Record<string, string>): string {
  const said = new Set<string>();
  const valueOf = valuesOf(p);
  const place = placeInFull(Object.keys(p), (name) => {
    said.add(name);
    return valueOf(name);
  });
  const isShown = (name: string) => {
    const summary = parameters.get(name)?.summary;
    return summary === undefined || (summary === 'target' && !said.has(name));
  };
  const rest = groups.flatMap((group) =>
    parameterNames.filter((name) => parameters.get(name)?.group === group && isShown(name)),
  );
  return joined(comma(), place, ...rest.map((name) => p[name] && `${name} ${brief(p[name])}`));
}

/** Restores of whole instances and disks take no part of a snapshot. */
export const isOfInstance = ({ RestoreType = '' }: Readonly<Record<string, string>>): boolean =>
  RestoreType.startsWith('UDM_ECS');

/** A list of paths where it is sent, with the place that has it. */
interface SentList {
  readonly place: string;
  readonly text: string;
}

/** A list of paths from both of the places that the API has for it. None where no place has a path. */
function sentLists(sent: Readonly<Record<string, string>>, parameter: string, key: string): readonly SentList[] {
  const member = jsonMember(sent['Options'], key);
  const inOptions = typeof member === 'string' ? member : JSON.stringify(member);
  const lists = [
    { place: parameter, value: sent[parameter] },
    { place: `Options.${key}`, value: member === undefined ? undefined : inOptions },
  ].flatMap(({ place, value }) => (value === undefined ? [] : [{ place, text: briefList(value) }]));
  return lists.every(({ text }) => text === '[]') ? [] : lists;
}

const withPlaces = (lists: readonly SentList[]): string =>
  joined(comma(), ...lists.map(({ place, text }) => `${place} ${text}`));

/** The paths of a list. Nobody knows which place counts, so both are named where they differ. */
function listText(lists: readonly SentList[]): string {
  const [only, ...others] = new Set(lists.map(({ text }) => text));
  return only !== undefined && others.length === 0 ? only : withPlaces(lists);
}

function pathsText(sent: Readonly<Record<string, string>>): string {
  const include = sentLists(sent, 'Include', 'includes');
  const exclude = sentLists(sent, 'Exclude', 'excludes');
  const all = [...include, ...exclude];
  if (all.length === 0) return l10n.t('everything in the snapshot');
  if (isOfInstance(sent)) return l10n.t('everything in the snapshot; the service may ignore {0}', withPlaces(all));
  if (exclude.length === 0) return listText(include);
  return include.length === 0
    ? l10n.t('everything in the snapshot without {0}', listText(exclude))
    : l10n.t('{0} without {1}', listText(include), listText(exclude));
}

const headlineOf = (p: Record<string, string>): RestoreHeadline => ({
  what: kindOf(p['RestoreType'] ?? ''),
  snapshot: brief(p['SnapshotId'] ?? ''),
  vault: brief(p['VaultId'] ?? ''),
  to: shortTarget(Object.keys(p), valuesOf(p)),
});

/** What a restore is called in a sentence: its kind and its target, which a rollback that names no instance lacks. */
export const restoreName = ({ what, to }: Pick<RestoreHeadline, 'what' | 'to'>): string =>
  to === '' ? what : l10n.t('{0} to {1}', what, quoteLine(to));

export function headline(request: RestoreRequest): RestoreHeadline {
  return headlineOf(parametersOf(request));
}

export function summarize(request: RestoreRequest): RestoreSummary {
  const p = parametersOf(request);
  return { ...headlineOf(p), paths: pathsText(p), target: targetInFull(p) };
}
