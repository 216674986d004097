/** Looks up paths in a snapshot, folder by folder, with few calls. */
import * as l10n from '@vscode/l10n';
import type { FileEntry } from '../../cloud/accountResponses.ts';
import { isPermissionDenied } from '../../cloud/cloudError.ts';
import { folderPage } from '../questions.ts';
import type { Answer, Answers } from './answers.ts';
import { known, shown, unknown, type Fact } from './check.ts';
import type { Amount, PathFinding } from './filterChecks.ts';
import { isPattern, namesEntry, type SnapshotPath } from './snapshotPath.ts';

/** The most pages of folders that a preflight asks for. */
const usualPages = 8;

export interface SnapshotPlace {
  readonly vaultId: string;
  readonly snapshotHash: string;
  readonly edition?: string;
}

interface Listing {
  readonly entries: readonly FileEntry[];
  /** Whether these are all entries of the folder. */
  readonly isWhole: boolean;
}

/** What a path means in the snapshot, before it is counted. */
interface Matches {
  readonly entries: readonly FileEntry[];
  /** Whether there are no others. */
  readonly isWhole: boolean;
}

export interface PathLookups {
  lookUp(path: SnapshotPath): Promise<Answer<Matches>>;
  /** Adds how many files a path means, where that takes few calls. */
  count(path: SnapshotPath, matches: Fact<Matches>): Promise<Fact<PathFinding>>;
  /** Whether a folder could be listed. */
  hasListed(): boolean;
}

const pathOf = (folder: readonly string[]) => `/${folder.join('/')}`;

/** @param mostPages the most pages of folders that are asked for */
export function openPathLookups(place: SnapshotPlace, answers: Answers, mostPages = usualPages): PathLookups {
  let left = mostPages;
  let hasListed = false;
  const asked = new Set<string>();

  /** One page; undefined where it would be one too many. */
  async function page(folder: readonly string[], nextToken?: string) {
    const question = folderPage(place, pathOf(folder), nextToken);
    if (!asked.has(question.key) && !answers.has(question)) {
      if (left === 0) return undefined;
      left--;
      asked.add(question.key);
    }
    const answer = await answers.ask(question);
    hasListed ||= answer.isKnown;
    return answer;
  }

  /** The entries of a folder: all, or as many as are asked for until there are enough. */
  async function list(
    folder: readonly string[],
    isEnough: (entries: readonly FileEntry[]) => boolean,
  ): Promise<Answer<Listing>> {
    const entries: FileEntry[] = [];
    let nextToken: string | undefined;
    let total: number | undefined;
    do {
      const answer = await page(folder, nextToken);
      if (!answer?.isKnown) {
        if (entries.length > 0) return known({ entries, isWhole: false });
        return answer ?? unknown(l10n.t('Too many folders would have to be listed.'));
      }
      entries.push(...answer.value.entries);
      ({ nextToken, totalCount: total } = answer.value);
    } while (nextToken !== undefined && !isEnough(entries));
    return known({ entries, isWhole: nextToken === undefined && entries.length >= (total ?? 0) });
  }

  async function lookUp(path: SnapshotPath): Promise<Answer<Matches>> {
    const { folder, name } = path;
    if (name === undefined) return known({ entries: [{ name: '', isExact: true, isFolder: true }], isWhole: true });
    const matching = (entries: readonly FileEntry[]) => entries.filter((entry) => namesEntry(path, entry));
    const listing = await list(folder, (entries) => matching(entries).length > 0);
    if (!listing.isKnown) {
      const { error } = listing;
      const mayBeMissing = error?.code !== undefined && error.outcome !== 'notSent' && !isPermissionDenied(error);
      if (!mayBeMissing || folder.length === 0) return listing;
      // The service lists no folder that isn't there, and says so in the words of a failure. The folder above tells which it was.
      const parent = await lookUp({ ...path, folder: folder.slice(0, -1), name: folder.at(-1), isPrefix: false });
      return parent.isKnown && parent.value.entries.length === 0 ? parent : listing;
    }
    const { entries, isWhole } = listing.value;
    const found = matching(entries);
    if (found.length > 0) return known({ entries: found, isWhole: isWhole || !isPattern(path) });
    if (!isWhole) {
      return unknown(l10n.t('It is not among the first {0} entries of {1}.', entries.length, shown(pathOf(folder))));
    }
    return entries.every(({ isExact }) => isExact)
      ? known({ entries: [], isWhole: true })
      : unknown(l10n.t("Some names in {0} can't be shown as they are.", shown(pathOf(folder))));
  }

  /** Undefined where it would take too many calls, or where a size isn't known. */
  async function amountOf(folder: readonly string[], entries: readonly FileEntry[]): Promise<Amount | undefined> {
    let [files, bytes] = [0, 0];
    for (const { name, isExact, isFolder, size } of entries) {
      if (!isFolder) {
        if (size === undefined) return undefined;
        files++;
        bytes += size;
        continue;
      }
      if (!isExact) return undefined;
      const inner = name === '' ? folder : [...folder, name];
      // A first page that is not the last one shows that the folder is large.
      const listing = await list(inner, () => true);
      if (!listing.isKnown || !listing.value.isWhole) return undefined;
      const amount = await amountOf(inner, listing.value.entries);
      if (!amount) return undefined;
      files += amount.files;
      bytes += amount.bytes;
    }
    return { files, bytes };
  }

  return {
    lookUp,
    async count(path, matches) {
      if (!matches.isKnown) return matches;
      const { entries, isWhole } = matches.value;
      if (entries.length === 0) return known({ isThere: false });
      const amount = isWhole ? await amountOf(path.folder, entries) : undefined;
      return known({ isThere: true, ...(amount && { amount }) });
    },
    hasListed: () => hasListed,
  };
}
