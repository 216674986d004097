/** Looks up paths in a snapshot, folder by folder, with few calls. */
import * as l10n from '@vscode/l10n';
import type { FileEntry } from '../../cloud/accountResponses.ts';
import { isPermissionDenied } from '../../cloud/cloudError.ts';
import { joinSentences } from '../../restoreSpec/joinSentences.ts';
import { pathOf } from '../files/treePath.ts';
import { folderPage, repeatedText } from '../questions.ts';
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

/** Where a folder was left that has more entries. */
export interface FolderRest {
  readonly nextToken: string;
  /** How many entries came before. */
  readonly count: number;
  /** Whether their names are shown as they are. */
  readonly isExact: boolean;
}

interface Listing {
  readonly entries: readonly FileEntry[];
  /** Whether these, with those that came before, are all entries of the folder. */
  readonly isWhole: boolean;
  /** How many the folder has, where the service says it. */
  readonly total: number | undefined;
  readonly nextToken: string | undefined;
  /** Why it was left, where that was not wanted. */
  readonly why?: string | undefined;
}

/** What a path means in the snapshot, before it is counted. */
interface Matches {
  readonly entries: readonly FileEntry[];
  /** Whether there are no others. */
  readonly isWhole: boolean;
}

export interface PathLookups {
  /**
   * @param from where an earlier look left the folder
   * @returns with `rest` where the path may be among entries that were not looked at
   */
  lookUp(path: SnapshotPath, from?: FolderRest): Promise<Answer<Matches> & { readonly rest?: FolderRest }>;
  /** Adds how many files a path means, where that takes few calls. */
  count(path: SnapshotPath, matches: Fact<Matches>): Promise<Fact<PathFinding>>;
  /** Whether a folder could be listed. */
  hasListed(): boolean;
}

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
    from?: FolderRest,
  ): Promise<Answer<Listing>> {
    const entries: FileEntry[] = [];
    let nextToken = from?.nextToken;
    let total: number | undefined;
    const seen = new Set([nextToken]);
    do {
      const answer = await page(folder, nextToken);
      if (!answer?.isKnown) {
        if (entries.length > 0) return known({ entries, isWhole: false, total, nextToken, why: answer?.why });
        return answer ?? unknown(l10n.t('Too many folders would have to be listed.'));
      }
      entries.push(...answer.value.entries);
      ({ nextToken, totalCount: total } = answer.value);
      if (nextToken !== undefined && seen.has(nextToken)) {
        return known({ entries, isWhole: false, total, nextToken: undefined, why: repeatedText() });
      }
      seen.add(nextToken);
    } while (nextToken !== undefined && !isEnough(entries));
    const isWhole = nextToken === undefined && (from?.count ?? 0) + entries.length >= (total ?? 0);
    return known({ entries, isWhole, total, nextToken });
  }

  const lookUp: PathLookups['lookUp'] = async (path, from) => {
    const { folder, name } = path;
    if (name === undefined) return known({ entries: [{ name: '', isExact: true, isFolder: true }], isWhole: true });
    const matching = (entries: readonly FileEntry[]) => entries.filter((entry) => namesEntry(path, entry));
    const listing = await list(folder, (entries) => matching(entries).length > 0, from);
    if (!listing.isKnown) {
      const { error } = listing;
      const mayBeMissing = error?.code !== undefined && error.outcome !== 'notSent' && !isPermissionDenied(error);
      if (from || !mayBeMissing || folder.length === 0) return { ...listing, ...(from && { rest: from }) };
      // The service lists no folder that isn't there, and says so in the words of a failure. The folder above tells which it was.
      const parent = await lookUp({ ...path, folder: folder.slice(0, -1), name: folder.at(-1), isPrefix: false });
      return parent.isKnown && parent.value.entries.length === 0 ? parent : listing;
    }
    const { entries, isWhole, total, nextToken, why = '' } = listing.value;
    const found = matching(entries);
    if (found.length > 0) return known({ entries: found, isWhole: isWhole || !isPattern(path) });
    const count = (from?.count ?? 0) + entries.length;
    const isExact = (from?.isExact ?? true) && entries.every((entry) => entry.isExact);
    const where = shown(pathOf(folder));
    if (!isWhole) {
      const text =
        total === undefined || total < count
          ? l10n.t('It is not among the first {0} entries of {1}.', count, where)
          : l10n.t('It is not among the first {0} of the {1} entries of {2}.', count, total, where);
      const rest = nextToken === undefined ? {} : { rest: { nextToken, count, isExact } };
      return { ...unknown(joinSentences(text, why)), ...rest };
    }
    return isExact
      ? known({ entries: [], isWhole: true })
      : unknown(l10n.t("Some names in {0} can't be shown as they are.", where));
  };

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
