/** The checks of what a spec chooses of its snapshot, and how much that is. */
import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../../cloud/accountResponses.ts';
import { formatBytes } from '../../jobs/format/units.ts';
import { failed, notChecked, passed, shown, type CheckResult, type Fact } from './check.ts';
import { contains, isPattern, type SnapshotPath } from './snapshotPath.ts';
import { plural } from '../../restoreSpec/plural.ts';

/** Files and their size. */
export interface Amount {
  readonly files: number;
  readonly bytes: number;
}

/** What a path was found to mean in the snapshot. */
export interface PathFinding {
  readonly isThere: boolean;
  /** All that it means; absent where that was not counted. */
  readonly amount?: Amount;
}

/** A path that a spec includes or excludes. */
export interface FilterPath {
  /** The parameter that has it, and the text in it. */
  readonly parameter: string;
  readonly text: string;
  /** Absent where it can't be looked up. */
  readonly path?: SnapshotPath | undefined;
  readonly finding: Fact<PathFinding>;
}

export interface Filters {
  readonly include: readonly FilterPath[];
  readonly exclude: readonly FilterPath[];
}

/** The most paths that are told one by one. */
const mostTold = 100;

function checkInclude({ parameter, text, finding }: FilterPath): CheckResult {
  const place = { parameter, item: text };
  if (!finding.isKnown) return notChecked('include', l10n.t('{0}: {1}', shown(text), finding.why), place);
  const { isThere, amount } = finding.value;
  if (!isThere) return failed('include', l10n.t('{0} matches nothing in the snapshot.', shown(text)), place);
  return passed(
    'include',
    amount
      ? plural(
          amount.files,
          l10n.t('{0} matches 1 file, {1}.', shown(text), formatBytes(amount.bytes)),
          l10n.t('{0} matches {1} files, {2}.', shown(text), amount.files, formatBytes(amount.bytes)),
        )
      : l10n.t('{0} is in the snapshot.', shown(text)),
    place,
  );
}

/** Whether nothing that a path means is included, as far as the texts tell. */
function isOutside(path: SnapshotPath, include: readonly FilterPath[]): boolean {
  return (
    include.length > 0 &&
    include.every(
      ({ path: included }) =>
        included && !isPattern(included) && !isPattern(path) && !contains(included, path) && !contains(path, included),
    )
  );
}

function checkExclude({ parameter, text, path, finding }: FilterPath, include: readonly FilterPath[]): CheckResult {
  const place = { parameter, item: text };
  if (path && isOutside(path, include)) {
    return failed('exclude', l10n.t('{0} excludes nothing: it is not in what is included.', shown(text)), place);
  }
  if (!finding.isKnown) return notChecked('exclude', l10n.t('{0}: {1}', shown(text), finding.why), place);
  return finding.value.isThere
    ? passed('exclude', l10n.t('{0} is in the snapshot.', shown(text)), place)
    : failed('exclude', l10n.t('{0} excludes nothing: the snapshot has no such path.', shown(text)), place);
}

const filesText = (count: number): string => plural(count, l10n.t('1 file'), l10n.t('{0} files', count));

const amountText = ({ itemsTotal, bytesTotal }: Snapshot): string =>
  [itemsTotal === undefined ? '' : filesText(itemsTotal), bytesTotal === undefined ? '' : formatBytes(bytesTotal)]
    .filter(Boolean)
    .join(', ');

/** How much is written. Counted where every path was, else no more than the whole snapshot. */
export function checkAmount({ include, exclude }: Filters, snapshot: Fact<Snapshot>): CheckResult {
  const place = { parameter: 'SnapshotId' };
  const amounts = include.flatMap(({ finding }) => (finding.isKnown ? (finding.value.amount ?? []) : []));
  if (include.length > 0 && amounts.length === include.length) {
    const files = amounts.reduce((sum, amount) => sum + amount.files, 0);
    const bytes = formatBytes(amounts.reduce((sum, amount) => sum + amount.bytes, 0));
    // Paths may overlap, and what is excluded may be in them.
    return include.length === 1 && exclude.length === 0
      ? passed(
          'amount',
          plural(
            files,
            l10n.t('1 file, {0}, will be written.', bytes),
            l10n.t('{0} files, {1}, will be written.', files, bytes),
          ),
          place,
        )
      : passed(
          'amount',
          plural(
            files,
            l10n.t('At most 1 file, {0}, will be written.', bytes),
            l10n.t('At most {0} files, {1}, will be written.', files, bytes),
          ),
          place,
        );
  }
  if (!snapshot.isKnown) return notChecked('amount', snapshot.why, place);
  const whole = amountText(snapshot.value);
  if (whole === '') return notChecked('amount', l10n.t('The service does not say how much the snapshot holds.'), place);
  return passed('amount', l10n.t('At most {0} will be written: the snapshot holds no more.', whole), place);
}

export function checkFilters(filters: Filters): CheckResult[] {
  return [
    ...filters.include.slice(0, mostTold).map(checkInclude),
    ...filters.exclude.slice(0, mostTold).map((path) => checkExclude(path, filters.include)),
  ];
}
