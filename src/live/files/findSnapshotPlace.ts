/** The snapshot that a spec names, where its files can be listed. */
import * as l10n from '@vscode/l10n';
import type { Snapshot } from '../../cloud/accountResponses.ts';
import type { AccountReader } from '../accountReader.ts';
import { openAnswers, type Answers } from '../preflight/answers.ts';
import { findSnapshot, listedBySource } from '../preflight/findSnapshot.ts';
import type { SnapshotPlace } from '../preflight/lookUpPaths.ts';
import { plans } from '../questions.ts';
import type { NamedSnapshot } from './namedSnapshot.ts';

export interface SnapshotSearchPlace {
  readonly region: string;
  /** ms since 1970. */
  readonly now: number;
}

/** What the account says of a spec's snapshot; rejects with why it says nothing. */
export async function searchSnapshot(
  { sent, sourceType }: NamedSnapshot,
  { region, now }: SnapshotSearchPlace,
  answers: Answers,
): Promise<Snapshot> {
  const asked = listedBySource.has(sourceType) ? answers.ask(plans(sourceType)) : undefined;
  const found = await findSnapshot({ sent, region, now: Math.floor(now / 1000), plans: asked }, answers);
  if (!found.isKnown) throw new Error(found.why);
  const { snapshot } = found.value;
  if (snapshot) return snapshot;
  throw new Error(l10n.t('The snapshot is not among those that the account lists for the vault.'));
}

/** Where the files of a spec's snapshot are listed. It is asked for only where the spec lacks the hash. Rejects with what is to be told. */
export async function findSnapshotPlace(
  named: NamedSnapshot,
  at: SnapshotSearchPlace,
  reader: Pick<AccountReader, 'read' | 'known' | 'knownOf'>,
  signal: AbortSignal,
): Promise<SnapshotPlace> {
  const { vaultId, sent } = named;
  const { SnapshotHash: written, Edition: edition } = sent;
  const answers = openAnswers(reader, signal, () => l10n.t('Stopped looking for the snapshot.'));
  const snapshotHash = written || (await searchSnapshot(named, at, answers)).snapshotHash;
  if (snapshotHash === undefined) {
    throw new Error(l10n.t("Files can't be listed: the account doesn't give the snapshot's hash."));
  }
  return { vaultId, snapshotHash, ...(edition !== undefined && { edition }) };
}
