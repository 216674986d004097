/** The list that a person chooses the version of a path from: it grows while snapshots are looked at. */
import * as l10n from '@vscode/l10n';
import { formatBytes, formatDuration } from '../../jobs/format/units.ts';
import { localText } from '../../restoreSpec/dateFormat.ts';
import { words } from '../offerContext.ts';
import { snapshotTime, warningOf } from '../snapshotOffers.ts';
import { errorMessage } from '../../errorFields.ts';
import type { PathVersion, PathVersions } from './pathVersions.ts';

export type VersionRow =
  | {
      readonly kind: 'version';
      readonly version: PathVersion;
      readonly label: string;
      readonly description: string;
      readonly detail: string;
    }
  /** Older snapshots can be looked at, or more of the folder in those that were; or looking failed and can be tried again. */
  | { readonly kind: 'older' | 'further' | 'failed'; readonly label: string };

export interface VersionList {
  /** The snapshots that hold the path, or may, newest first, and what can be done for more. */
  rows(): VersionRow[];
  /** How many were looked at, and what came of it. */
  summary(): string;
  /** Does what a row offers, at first looks at the newest ones. Never rejects: a failure is a row. @param changed called when there is more to show */
  look(kind: 'older' | 'further' | 'failed', signal: AbortSignal, changed: () => void): Promise<void>;
}

/** What the path is in a snapshot. */
function contentText({ entries = [], why }: PathVersion): string {
  if (why !== undefined) return l10n.t('not known');
  const [first] = entries;
  if (entries.length !== 1 || !first) return l10n.t('{0} files and folders', entries.length);
  if (first.isFolder) return l10n.t('folder');
  return first.size === undefined ? l10n.t('file') : formatBytes(first.size);
}

export function versionList(
  versions: PathVersions,
  { current, now }: { readonly current: string; readonly now: number },
): VersionList {
  let found: PathVersion[] = [];
  let failure: string | undefined;
  let last: 'older' | 'further' = 'older';
  let isMore = false;
  let isLooking = false;

  const holds = ({ entries, why }: PathVersion) => why !== undefined || (entries?.length ?? 0) > 0;

  function rowOf(version: PathVersion, older: PathVersion | undefined): VersionRow {
    const { snapshot, why } = version;
    const seconds = snapshotTime(snapshot);
    const content = contentText(version);
    const isSame =
      older !== undefined && why === undefined && older.why === undefined && contentText(older) === content;
    return {
      kind: 'version',
      version,
      label:
        seconds === 0
          ? snapshot.snapshotId
          : l10n.t('{0} ({1} ago)', localText(seconds).slice(0, 16), formatDuration(now / 1000 - seconds)),
      description: words(
        content,
        isSame ? l10n.t('as large as the one before it') : undefined,
        snapshot.snapshotId === current ? l10n.t('in the spec') : undefined,
        warningOf(snapshot, now),
      ),
      detail: words(snapshot.snapshotId, why),
    };
  }

  return {
    rows() {
      const shown = found.filter(holds).sort((a, b) => snapshotTime(b.snapshot) - snapshotTime(a.snapshot));
      const rows = shown.map((version, index) => rowOf(version, shown[index + 1]));
      if (isLooking) return rows;
      if (failure !== undefined) return [...rows, { kind: 'failed', label: l10n.t('Try Again: {0}', failure) }];
      const left = found.filter(({ rest }) => rest).length;
      return [
        ...rows,
        ...(left === 0
          ? []
          : [{ kind: 'further', label: l10n.t('Look Further in the Folder (Snapshots: {0})', left) } as const]),
        ...(isMore ? [{ kind: 'older', label: l10n.t('Look at Older Snapshots') } as const] : []),
      ];
    },
    summary() {
      const known = found.filter(({ why }) => why === undefined);
      const held = known.filter(holds).length;
      return l10n.t(
        'Snapshots checked: {0} (with it: {1}, without it: {2}, unknown: {3}). Choose one for the spec.',
        found.length,
        held,
        known.length - held,
        found.length - known.length,
      );
    },
    async look(kind, signal, changed) {
      if (kind !== 'failed') last = kind;
      isLooking = true;
      failure = undefined;
      changed();
      const take = (version: PathVersion) => {
        found = [...found.filter(({ snapshot }) => snapshot !== version.snapshot), version];
        changed();
      };
      try {
        if (last === 'older') isMore = await versions.next(signal, take);
        else
          await versions.further(
            found.filter(({ rest }) => rest),
            signal,
            take,
          );
      } catch (error) {
        failure = errorMessage(error);
      }
      isLooking = false;
      if (!signal.aborted) changed();
    },
  };
}
