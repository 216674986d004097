/**
 * The lines of the question before a restore. Together they hold every parameter that is sent: what no line says in words is listed by
 * its name. Values are quoted, so that none of them reads as one of the words around it.
 */
import * as l10n from '@vscode/l10n';
import { escapeInvisible } from '../../cloud/escapeInvisible.ts';
import { parseJsonObject, parseJsonValue } from '../../cloud/json.ts';
import { quoteLine, quoteUnlessName, quoteValue } from '../../cloud/quote.ts';
import { parameterNames, parameters, parametersOf, type RestoreRequest } from '../../restoreSpec/parameters.ts';
import { overwritesLine } from './restoreLoss.ts';
import { isOfInstance, placeInFull, valuesOf } from './requestSummary.ts';

/** The most paths, and the most members of the structured parameters, that are listed. How many are left out is said. */
const mostPaths = 40;
const mostMembers = 60;

/** The name of a parameter or a member. One that a spec made up is quoted, as values are. */
const shownName = (name: string) => quoteUnlessName(escapeInvisible(name, 100));

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** The lines of so many items, and after them how many more there are. */
function firstLines<T>(name: string, all: readonly T[], most: number, lineOf: (item: T) => string): string[] {
  const lines = all.slice(0, most).map(lineOf);
  const left = all.length - lines.length;
  return left > 0 ? [...lines, l10n.t('{0}: {1} more, which Preview Request shows', name, left)] : lines;
}

/** A list of paths, one a line, each under the parameter that holds it. What is no list of paths is shown as it is sent. */
function pathLines(name: string, sent: unknown): string[] {
  if (sent === undefined) return [];
  const lineOf = (value: unknown) => `${name}: ${quoteValue(textOf(value))}`;
  if (!Array.isArray(sent)) return [lineOf(sent)];
  if (sent.length === 0) return [l10n.t('{0}: an empty list', name)];
  return firstLines(name, sent as readonly unknown[], mostPaths, lineOf);
}

/** The paths of a parameter that is sent as a JSON list. */
const sentPaths = (json: string | undefined): unknown =>
  json === undefined ? undefined : (parseJsonValue(json) ?? json);

/** The parameters that choose a part of the snapshot, in both of the places that the API has for them. */
function filterLines(sent: Readonly<Record<string, string>>): string[] {
  const options = parseJsonObject(sent['Options'] ?? '');
  const filters = [
    ['Include', sentPaths(sent['Include'])],
    ['Options.includes', options?.['includes']],
    ['Exclude', sentPaths(sent['Exclude'])],
    ['Options.excludes', options?.['excludes']],
  ] as const;
  const lines = filters.flatMap(([name, value]) => pathLines(name, value));
  if (isOfInstance(sent)) {
    const head = l10n.t('Restores the whole instance or disk. The service may ignore this:');
    return lines.length > 0 ? [head, ...lines] : [];
  }
  const isPart = filters.some(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0));
  const head = isPart ? l10n.t('Restores a part of the snapshot:') : l10n.t('Restores: everything in the snapshot');
  return [head, ...lines];
}

/** One line for each member of a parameter that is sent as a JSON object. @param said the names of those that stand elsewhere */
function memberLines(name: string, value: string, said: ReadonlySet<string>): string[] {
  const json = parseJsonObject(value);
  if (!json) return [`${name}: ${quoteValue(value)}`];
  const members = Object.entries(json).filter(([key]) => !said.has(`${name}.${key}`));
  const lineOf = ([key, member]: [string, unknown]) => `${name}.${shownName(key)}: ${quoteValue(textOf(member))}`;
  return firstLines(name, members, mostMembers, lineOf);
}

/** Names of parameters that stand in other lines, whatever their values are. */
const inOtherLines = ['RestoreType', 'VaultId', 'SnapshotId', 'Include', 'Exclude'];
/** The same of members. An object that holds nothing else has no line of its own. */
const membersInOtherLines = ['Options.includes', 'Options.excludes'];

/** The longest value that the words for the target show whole, in UTF-16 units. */
const wholeInPlace = 300;

/** The lines about what is sent. */
export interface RequestLines {
  /** What is overwritten. Empty where the question itself says it. */
  readonly overwrites: string;
  /** From where and to where. */
  readonly places: readonly string[];
  /** What is restored, and every parameter that no other line says. These may be many. */
  readonly rest: readonly string[];
}

/** The lines about a request. */
export function requestLines(request: RestoreRequest): RequestLines {
  const sent = parametersOf(request);
  const overwrites = overwritesLine(request);
  const said = new Set([...inOtherLines, ...membersInOtherLines, ...overwrites.said]);
  const valueOf = valuesOf(sent);
  const isObject = (name: string) => parameters.get(name)?.json === 'object';
  const place = placeInFull(
    Object.keys(sent),
    (name) => {
      const value = valueOf(name);
      if (value !== undefined && escapeInvisible(value).length <= wholeInPlace) said.add(name);
      return value;
    },
    quoteLine,
  );
  const lineOf = (name: string) => {
    const value = sent[name];
    if (value === undefined || (said.has(name) && !isObject(name))) return [];
    return isObject(name) ? memberLines(name, value, said) : [`${shownName(name)}: ${quoteValue(value)}`];
  };
  // It follows from the kind of restore.
  const last = 'SourceType';
  const names = new Set([...parameterNames, ...Object.keys(sent)].filter((name) => name !== last));
  return {
    overwrites: overwrites.text,
    places: [
      l10n.t(
        'From: snapshot {0} in vault {1}',
        quoteValue(sent['SnapshotId'] ?? ''),
        quoteValue(sent['VaultId'] ?? ''),
      ),
      place === '' ? '' : l10n.t('To: {0}', place),
    ].filter(Boolean),
    rest: [...filterLines(sent), ...[...names, last].flatMap(lineOf)],
  };
}
