/** Finds what the paths of a spec mean in its snapshot. */
import * as l10n from '@vscode/l10n';
import { parseJsonObject, parseJsonValue } from '../../cloud/json.ts';
import { known, unknown, type Fact } from './check.ts';
import type { FilterPath, Filters, PathFinding } from './filterChecks.ts';
import type { PathLookups } from './lookUpPaths.ts';
import type { SnapshotLookup } from './snapshotChecks.ts';
import { snapshotPath } from './snapshotPath.ts';
import type { Sent } from './targetChecks.ts';

/** A path in a spec, and the parameter that has it. */
interface FilterText {
  readonly list: 'include' | 'exclude';
  readonly parameter: string;
  readonly text: string;
}

/** The texts of a list, as it is sent: a JSON list, or one text that is no JSON. */
function textsOf(sent: unknown): string[] {
  const value = typeof sent === 'string' ? (parseJsonValue(sent) ?? sent) : sent;
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return list.filter((each): each is string => typeof each === 'string' && each !== '');
}

/** What a spec includes and excludes, in both of the places that the API has for it. */
export function filterTextsOf(sent: Sent): FilterText[] {
  const options = parseJsonObject(sent['Options'] ?? '');
  const from = (list: FilterText['list'], parameter: string, value: unknown): FilterText[] =>
    textsOf(value).map((text) => ({ list, parameter, text }));
  return [
    ...from('include', 'Include', sent['Include']),
    ...from('include', 'Options', options?.['includes']),
    ...from('exclude', 'Exclude', sent['Exclude']),
    ...from('exclude', 'Options', options?.['excludes']),
  ];
}

/** Of Tablestore a path is the name of a table. Which form it takes is not settled, so another name than the snapshot's proves nothing. */
async function tableFinding(text: string, snapshot: Promise<Fact<SnapshotLookup>>): Promise<Fact<PathFinding>> {
  const found = await snapshot;
  if (!found.isKnown) return found;
  return found.value.snapshot?.tableName === text
    ? known({ isThere: true })
    : unknown(l10n.t('It is not the table name that the snapshot reports, but other forms may be valid.'));
}

export async function findFilters(
  sent: Sent,
  lookups: Fact<PathLookups>,
  snapshot: Promise<Fact<SnapshotLookup>>,
): Promise<Filters> {
  const sourceType = sent['SourceType'] ?? '';
  const begun = filterTextsOf(sent).map((filter) => {
    const path = snapshotPath(filter.text, sourceType);
    const matches = path && lookups.isKnown ? lookups.value.lookUp(path) : undefined;
    return { ...filter, path, matches };
  });
  // Whether each is there comes first. Counting gets the calls that are left.
  await Promise.all(begun.flatMap(({ matches }) => matches ?? []));
  const findingOf = async ({ list, text, path, matches }: (typeof begun)[number]): Promise<Fact<PathFinding>> => {
    if (sourceType === 'OTS_TABLE') return tableFinding(text, snapshot);
    if (!lookups.isKnown) return lookups;
    if (!path || !matches) {
      return unknown(l10n.t('A path that is relative, of a share, or has wildcards in its folder is not looked up.'));
    }
    const found = await matches;
    if (list === 'include') return lookups.value.count(path, found);
    return found.isKnown ? known({ isThere: found.value.entries.length > 0 }) : found;
  };
  const paths = await Promise.all(
    begun.map(async (each): Promise<FilterPath & Pick<FilterText, 'list'>> => ({
      list: each.list,
      parameter: each.parameter,
      text: each.text,
      path: each.path,
      finding: await findingOf(each),
    })),
  );
  return {
    include: paths.filter(({ list }) => list === 'include'),
    exclude: paths.filter(({ list }) => list === 'exclude'),
  };
}
