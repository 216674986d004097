/** The snapshots that hold a path, newest first: what a person chooses a version by. */
import * as l10n from '@vscode/l10n';
import type { SnapshotSource } from '../../cloud/accountOperations.ts';
import type { FileEntry, Snapshot } from '../../cloud/accountResponses.ts';
import { isPermissionDenied } from '../../cloud/cloudError.ts';
import type { AccountReader } from '../accountReader.ts';
import { openAnswers, type Answers } from '../preflight/answers.ts';
import { candidateSources } from '../preflight/findSnapshot.ts';
import { openPathLookups, type FolderRest } from '../preflight/lookUpPaths.ts';
import { snapshotPath, type SnapshotPath } from '../preflight/snapshotPath.ts';
import { repeatedText, sourceSnapshots } from '../questions.ts';
import { sourceOfPlan } from '../snapshotOffers.ts';
import { searchSnapshot, type SnapshotSearchPlace } from './findSnapshotPlace.ts';
import type { NamedSnapshot } from './namedSnapshot.ts';

/** What one snapshot has of the path. */
export interface PathVersion {
  readonly snapshot: Snapshot;
  /** What the path means there: none where it isn't there, several for one with wildcards. Absent where it isn't known. */
  readonly entries?: readonly FileEntry[];
  /** Why it isn't known. */
  readonly why?: string;
  /** Where its folder was left, where the path may stand further down in it. */
  readonly rest?: FolderRest;
}

export interface PathVersions {
  /**
   * Looks at the next older snapshots. Rejects with what is to be told where the account can't be read; to call it again goes on from there.
   *
   * @param found told of each, in no particular order
   * @returns whether there are older ones
   */
  next(signal: AbortSignal, found: (version: PathVersion) => void): Promise<boolean>;
  /** Looks at the next entries of the folders that were left. Rejects as `next` does. @param found told of each, with what is known now */
  further(versions: readonly PathVersion[], signal: AbortSignal, found: (version: PathVersion) => void): Promise<void>;
}

/** How many snapshots are looked at in one go. Each is a call at least. */
export const versionsAtOnce = 12;

/** The most pages of a folder that are looked through in each snapshot at first. */
const mostPages = 3;
/** The most pages of all snapshots together each time that a person wants more: five seconds of calls. */
const furtherPages = 40;

type Reader = Pick<AccountReader, 'read' | 'known' | 'knownOf'>;

/** Whose snapshots are versions of the same files: those of the spec's snapshot, else those of what is restored to. */
async function sourceOf(named: NamedSnapshot, at: SnapshotSearchPlace, answers: Answers): Promise<SnapshotSource> {
  const { sent, sourceType, vaultId, snapshotId } = named;
  const target = candidateSources(sent, [])[0];
  if (snapshotId !== '') {
    try {
      const snapshot = await searchSnapshot(named, at, answers);
      const source = sourceOfPlan(sourceType, { ...snapshot, vaultId });
      if (source) return source;
    } catch (error) {
      // Most restores go back to where the data came from.
      if (!target) throw error;
    }
  }
  if (target) return target;
  throw new Error(l10n.t('The spec does not say whose snapshots to look at: it names no snapshot and no target.'));
}

/** The path in one snapshot. Rejects where the account can't be read at all, rather than this snapshot. */
async function versionIn(
  snapshot: Snapshot,
  path: SnapshotPath,
  named: NamedSnapshot,
  answers: Answers,
  { pages = mostPages, from }: { readonly pages?: number; readonly from?: FolderRest | undefined } = {},
): Promise<PathVersion> {
  const { snapshotHash } = snapshot;
  if (snapshotHash === undefined) return { snapshot, why: l10n.t('The account does not give its hash.') };
  const edition = named.sent['Edition'];
  const place = { vaultId: named.vaultId, snapshotHash, ...(edition !== undefined && { edition }) };
  const found = await openPathLookups(place, answers, pages).lookUp(path, from);
  if (found.isKnown) return { snapshot, entries: found.value.entries };
  const { error, why, rest } = found;
  if (error && (isPermissionDenied(error) || error.code === undefined || error.outcome === 'notSent')) throw error;
  return { snapshot, why, ...(rest && { rest }) };
}

/** @param text the path as the spec writes it */
export function openPathVersions(
  text: string,
  named: NamedSnapshot,
  at: SnapshotSearchPlace,
  reader: Reader,
): PathVersions {
  let source: SnapshotSource | undefined;
  let waiting: Snapshot[] = [];
  let nextToken: string | undefined;
  const seen = new Set<string>();
  let isListed = false;

  /** Lists snapshots until there are enough to look at. */
  async function fill(answers: Answers): Promise<void> {
    source ??= await sourceOf(named, at, answers);
    while (waiting.length < versionsAtOnce && !isListed) {
      const page = await answers.ask(sourceSnapshots(source, nextToken === undefined ? {} : { nextToken }));
      if (!page.isKnown) throw page.error ?? new Error(page.why);
      const { entries, nextToken: next } = page.value;
      if (next !== undefined && seen.has(next)) {
        // What was listed before is looked at first.
        if (waiting.length > 0) return;
        throw new Error(repeatedText());
      }
      waiting.push(...entries);
      nextToken = next;
      isListed = next === undefined;
      if (next !== undefined) seen.add(next);
    }
  }

  const opened = (signal: AbortSignal) => {
    const path = snapshotPath(text, named.sourceType);
    if (!path)
      throw new Error(l10n.t('A path that is relative, of a share, or has wildcards in its folder is not looked up.'));
    return { path, answers: openAnswers(reader, signal, () => l10n.t('Stopped looking for versions.')) };
  };
  /** Rejects with the first failure, once all have ended. */
  async function all(looks: readonly Promise<void>[]): Promise<void> {
    const failed = (await Promise.allSettled(looks)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  return {
    async next(signal, found) {
      const { path, answers } = opened(signal);
      await fill(answers);
      const looks = waiting.slice(0, versionsAtOnce).map(async (snapshot) => {
        const version = await versionIn(snapshot, path, named, answers);
        signal.throwIfAborted();
        waiting = waiting.filter((each) => each !== snapshot);
        found(version);
      });
      await all(looks);
      return waiting.length > 0 || !isListed;
    },
    async further(versions, signal, found) {
      const { path, answers } = opened(signal);
      const pages = Math.max(1, Math.floor(furtherPages / versions.length));
      const looks = versions.map(async ({ snapshot, rest }) => {
        const version = await versionIn(snapshot, path, named, answers, { pages, from: rest });
        signal.throwIfAborted();
        found(version);
      });
      await all(looks);
    },
  };
}
