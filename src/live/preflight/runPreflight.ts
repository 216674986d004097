/**
 * The preflight checks: ask the account what it knows of everything that a request names, and say what fits and what doesn't. They
 * only read. What can't be asked is told as such, and is never held against the spec.
 */
import * as l10n from '@vscode/l10n';
import type { Account } from '../../cloud/account.ts';
import type { ContainerCluster, Snapshot } from '../../cloud/accountResponses.ts';
import type { Clock } from '../../jobs/clock.ts';
import { parametersOf, type RestoreRequest } from '../../restoreSpec/parameters.ts';
import type { AccountReader } from '../accountReader.ts';
import { targetAccount } from '../offerContext.ts';
import { backupClient, containerClusters, crossAccountRole, otsInstances, plans, type Whole } from '../questions.ts';
import { checkSigning, checkVault } from './accountChecks.ts';
import { openAnswers, type Answers } from './answers.ts';
import { checkNames, known, unknown, type CheckResult, type Fact } from './check.ts';
import { checkAmount, checkFilters } from './filterChecks.ts';
import { findFilters, filterTextsOf } from './findFilters.ts';
import { findSnapshot, listedBySource } from './findSnapshot.ts';
import { openPathLookups, type PathLookups } from './lookUpPaths.ts';
import { lookUpVault } from './lookUpVault.ts';
import { checkEqualJob, checkRole, type EqualJob, type RoleAnswer } from './otherChecks.ts';
import { checkSnapshot, type SnapshotClaims, type SnapshotLookup } from './snapshotChecks.ts';
import { checkTarget, type Sent, type TargetFacts } from './targetChecks.ts';

export interface PreflightOptions {
  readonly clock: Clock;
  /** What the list of jobs knows of an equal restore. */
  readonly equalJob: Fact<EqualJob | undefined>;
  /** Ends it early: what has no answer yet is not checked. */
  readonly signal?: AbortSignal;
  /** How long it may take, in ms. */
  readonly withinMs?: number;
}

const isCrossAccount = (sent: Sent) => sent['CrossAccountType'] === 'CROSS_ACCOUNT';

const unnamedAccount = () => unknown(l10n.t('The spec does not name the other account and its role.'));

/** Asks for what the target's type needs, all at once. */
async function askForTarget(sent: Sent, answers: Answers): Promise<TargetFacts> {
  const cluster = sent['TargetContainerClusterId'];
  if (cluster !== undefined) {
    if (isCrossAccount(sent)) return { clusters: unknown(l10n.t('The clusters of the other account are not listed.')) };
    const isListed = ({ entries }: Whole<ContainerCluster>) => entries.some(({ clusterId }) => clusterId === cluster);
    return { clusters: await answers.ask(containerClusters(), isListed) };
  }
  const account = targetAccount(sent);
  const instance = sent['TargetInstanceId'];
  if (sent['RestoreType'] === 'ECS_FILE' && instance) {
    if (sent['Edition'] === 'BASIC') return { client: unknown(l10n.t('Edition BASIC needs no backup client.')) };
    return { client: account ? await answers.ask(backupClient(instance, account.role)) : unnamedAccount() };
  }
  if (sent['RestoreType'] !== 'OTS_TABLE') return {};
  if (!account) return { tablestores: unnamedAccount() };
  const found = await answers.ask(otsInstances(account.role));
  return { tablestores: found.isKnown ? known(found.value.entries) : found };
}

/** Codes by which the service says that the role of the other account is not set up. */
const missingRole =
  /^(?:CrossAccountBackupSlrNotExist|RoleNotExist|AssumeRoleFail|AccountNotEnableRdTrustedService|BackupAccountNotInSpecifiedRd)$/;

async function askForRole(sent: Sent, answers: Answers): Promise<Fact<RoleAnswer>> {
  const { CrossAccountUserId: userId, CrossAccountRoleName: roleName } = sent;
  if (!userId || !roleName) return unnamedAccount();
  const answer = await answers.ask(crossAccountRole({ userId, roleName }));
  if (answer.isKnown) return known({});
  const { error } = answer;
  return error && missingRole.test(error.code ?? '') ? known({ missing: error.message }) : answer;
}

const claimsOf = (sent: Sent): SnapshotClaims => ({
  snapshotId: sent['SnapshotId'] ?? '',
  vaultId: sent['VaultId'],
  snapshotHash: sent['SnapshotHash'],
  sourceType: sent['SourceType'] ?? '',
  targetTime: sent['TargetTime'],
});

const snapshotIn = (found: Fact<SnapshotLookup>): Fact<Snapshot> => {
  if (!found.isKnown) return found;
  return found.value.snapshot ? known(found.value.snapshot) : unknown(l10n.t('The snapshot was not found.'));
};

/** What looks up paths in the snapshot of a spec; a reason where nothing can. */
async function lookupsOf(
  sent: Sent,
  snapshot: Promise<Fact<SnapshotLookup>>,
  answers: Answers,
): Promise<Fact<PathLookups>> {
  if (!listedBySource.has(sent['SourceType'] ?? '')) {
    return unknown(l10n.t('Paths in snapshots of this type are not looked up.'));
  }
  const { VaultId: vaultId, SnapshotHash, Edition: edition } = sent;
  const found = SnapshotHash === undefined ? snapshotIn(await snapshot) : undefined;
  if (found && !found.isKnown) return found;
  const snapshotHash = SnapshotHash ?? found?.value.snapshotHash;
  if (!vaultId || !snapshotHash) {
    return unknown(l10n.t("Files can't be listed: the snapshot's hash is not known."));
  }
  return known(openPathLookups({ vaultId, snapshotHash, ...(edition !== undefined && { edition }) }, answers));
}

const order = new Map<string, number>(checkNames.map((name, index) => [name, index]));

async function check(sent: Sent, region: string, answers: Answers, options: PreflightOptions): Promise<CheckResult[]> {
  const now = Math.floor(options.clock.now() / 1000);
  const { VaultId: vaultId = '', SourceType: sourceType = '' } = sent;
  // All are begun at once. What is begun first gets the first calls.
  const vaultAsked = lookUpVault(vaultId, answers);
  const planned = listedBySource.has(sourceType) ? answers.ask(plans(sourceType)) : undefined;
  const snapshotAsked = findSnapshot({ sent, region, now, plans: planned }, answers);
  const targetAsked = askForTarget(sent, answers);
  const roleAsked = isCrossAccount(sent) ? askForRole(sent, answers) : undefined;
  const lookupsAsked = filterTextsOf(sent).length > 0 ? lookupsOf(sent, snapshotAsked, answers) : undefined;
  const filtersAsked = lookupsAsked
    ? findFilters(sent, await lookupsAsked, snapshotAsked)
    : Promise.resolve({ include: [], exclude: [] });
  const [vault, snapshot, target, role, filters, plansRead] = await Promise.all([
    ...([vaultAsked, snapshotAsked, targetAsked, roleAsked, filtersAsked, planned] as const),
  ]);
  const lookups = await lookupsAsked;
  const isHashOfVault = lookups?.isKnown === true && lookups.value.hasListed() && sent['SnapshotHash'] !== undefined;
  const searched = snapshot.isKnown ? known({ ...snapshot.value, isHashOfVault }) : snapshot;
  const found = snapshotIn(snapshot);
  const targetFacts = { ...target, ...(plansRead && { plans: plansRead }) };
  return [
    ...checkVault(vaultId, region, vault),
    ...checkSnapshot(claimsOf(sent), searched, vault.isKnown ? known(vault.value.vault) : vault, now),
    ...checkTarget(sent, { ...targetFacts, snapshot: found.isKnown ? found.value : undefined }),
    ...checkFilters(filters),
    checkAmount(filters, found, sent['RestoreType'] ?? ''),
    checkEqualJob(options.equalJob),
    ...(role ? [checkRole(sent['CrossAccountRoleName'] ?? '', role)] : []),
  ];
}

/** @param account who signs, and where the request would go */
export async function runPreflight(
  request: RestoreRequest,
  { region }: Pick<Account, 'region'>,
  reader: Pick<AccountReader, 'read' | 'known' | 'knownOf'>,
  options: PreflightOptions,
): Promise<CheckResult[]> {
  const { clock, signal, withinMs } = options;
  const ending = new AbortController();
  const end = () => ending.abort();
  const stopTimer = withinMs === undefined ? undefined : clock.setTimer(withinMs, end);
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  const stopped = () =>
    signal?.aborted || withinMs === undefined
      ? l10n.t('The checks were stopped.')
      : l10n.t('There was no answer within {0} s.', withinMs / 1000);
  const answers = openAnswers(reader, ending.signal, stopped);
  try {
    const results = await check(parametersOf(request), region, answers, options);
    return [...checkSigning(answers.signing()), ...results].sort(
      (a, b) => (order.get(a.check) ?? 0) - (order.get(b.check) ?? 0),
    );
  } finally {
    stopTimer?.();
    signal?.removeEventListener('abort', end);
  }
}
