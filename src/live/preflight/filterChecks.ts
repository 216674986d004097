/** The checks of what a spec chooses of its snapshot, and how much that is. */
import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../../cloud/accountResponses.ts';
import { formatBytes } from '../../jobs/format/units.ts';
import { failed, notChecked, passed, shown, type CheckResult, type Fact } from './check.ts';
import { contains, isPattern, type SnapshotPath } from './snapshotPath.ts';
import { optionsTypes } from '../../restoreSpec/parameters.ts';
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

/** What the paths that are included come to, each counted once; undefined where one was not counted. */
function includedAmount(include: readonly FilterPath[]): (Amount & { readonly paths: number }) | undefined {
  const byText = new Map(
    include.map(({ text, finding }) => [text, finding.isKnown ? finding.value.amount : undefined]),
  );
  let [files, bytes] = [0, 0];
  for (const amount of byText.values()) {
    if (!amount) return undefined;
    files += amount.files;
    bytes += amount.bytes;
  }
  return { files, bytes, paths: byText.size };
}

/** The whole snapshot, as the most that can be written, and why it may be as much. */
function wholeText(whole: string, restoreType: string, isIgnorable: boolean): string {
  if (!isIgnorable) return l10n.t('At most {0} will be written: the snapshot holds no more.', whole);
  return optionsTypes.has(restoreType)
    ? l10n.t(
        'At most {0} will be written, all that the snapshot holds: with {1} the service may ignore Include.',
        whole,
        shown(restoreType),
      )
    : l10n.t(
        'At most {0} will be written, all that the snapshot holds: with {1} the service may ignore the list "includes" of Options.',
        whole,
        shown(restoreType),
      );
}

/**
 * How much is written. Counted where every path was, else no more than the whole snapshot. Sources disagree on which list of paths counts
 * for a type: one that stands where it may be ignored makes nothing less.
 */
export function checkAmount({ include, exclude }: Filters, snapshot: Fact<Snapshot>, restoreType: string): CheckResult {
  const place = { parameter: 'SnapshotId' };
  const counting = optionsTypes.has(restoreType) ? 'Options' : 'Include';
  const isIgnorable = include.length > 0 && include.every(({ parameter }) => parameter !== counting);
  const amount = include.length > 0 && !isIgnorable ? includedAmount(include) : undefined;
  if (amount) {
    const { files, paths } = amount;
    const bytes = formatBytes(amount.bytes);
    // Paths may overlap, and what is excluded may be in them.
    return paths === 1 && exclude.length === 0
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
  return passed('amount', wholeText(whole, restoreType, isIgnorable), place);
}

export function checkFilters(filters: Filters): CheckResult[] {
  return [
    ...filters.include.slice(0, mostTold).map(checkInclude),
    ...filters.exclude.slice(0, mostTold).map((path) => checkExclude(path, filters.include)),
  ];
}
