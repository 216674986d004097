/** A sample: a spec that restores something real of an account to a folder of its own, so that it overwrites nothing. */
import * as l10n from '@vscode/l10n';
import type { FileEntry, Snapshot } from '../cloud/accountResponses.ts';
import { localText } from '../restoreSpec/dateFormat.ts';
import { backedUpIn, readSnapshots, type BackedUp } from './backedUp.ts';
import type { OfferContext } from './offerContext.ts';
import { backupClient, folderPage, plans, vaults } from './questions.ts';
import { isExpired, sourceName, snapshotTime } from './snapshotOffers.ts';

type Context = Pick<OfferContext, 'read' | 'region' | 'now'>;

/** The most sources that are looked at. */
const mostSources = 10;

interface Found {
  readonly source: BackedUp;
  readonly snapshot: Snapshot;
  readonly folder: FileEntry;
}

/** What of a source can be restored as it is: its client is online and runs Linux, its snapshot is whole and has a folder. */
async function restorable(source: BackedUp, context: Context): Promise<Found | undefined> {
  const client = await context.read(backupClient(source.instanceId ?? ''));
  if (client?.status !== 'ACTIVATED' || client.osType !== 'linux') return undefined;
  const { entries } = await readSnapshots(source, context);
  const snapshot = entries.find((each) => each.status === 'COMPLETE' && !isExpired(each, context.now));
  if (snapshot?.snapshotHash === undefined) return undefined;
  const place = { vaultId: source.vaultId, snapshotHash: snapshot.snapshotHash };
  const folders = (await context.read(folderPage(place, '/'))).entries.filter(
    (entry) => entry.isFolder && entry.isExact,
  );
  // A small one, where it is there.
  const folder = folders.find(({ name }) => name === 'etc') ?? folders[0];
  return folder && { source, snapshot, folder };
}

function textOf({ source, snapshot, folder }: Found, region: string | undefined): string {
  const path = `/${folder.name}`;
  const target = '/restored';
  const spec = {
    ...(region !== undefined && { $region: region }),
    RestoreType: 'ECS_FILE',
    SourceType: 'ECS_FILE',
    VaultId: source.vaultId,
    SnapshotId: snapshot.snapshotId,
    SnapshotHash: snapshot.snapshotHash,
    TargetInstanceId: source.instanceId,
    TargetPath: target,
    Include: [path],
  };
  const comments = [
    l10n.t(
      'A sample: {0} of {1}, as it was at {2}, restored beside what is there, to {3}.',
      ...[path, sourceName(source) ?? '', localText(snapshotTime(snapshot)).slice(0, 16), target],
    ),
    l10n.t('It goes to the sandbox on this machine, so nothing real is restored. Submit it when you like.'),
  ];
  const head = comments.map((comment) => `\t// ${comment}\n`).join('');
  return `${JSON.stringify(spec, null, '\t').replace('{\n', () => `{\n${head}`)}\n`;
}

/** The text of a sample; undefined where the account has nothing that suits. Rejects as a reader does. */
export async function sampleSpec(context: Context): Promise<string | undefined> {
  const [{ entries: all }, { entries: planned }] = await Promise.all([
    context.read(vaults()),
    context.read(plans('ECS_FILE')),
  ]);
  const usable = all.filter(
    ({ status, vaultId }) => status === 'CREATED' && planned.some((plan) => plan.vaultId === vaultId),
  );
  const isHere = (regionId: string | undefined) => regionId === undefined || regionId === context.region;
  const ordered = [...usable].sort((a, b) => Number(isHere(b.regionId)) - Number(isHere(a.regionId)));
  for (const { vaultId, regionId } of ordered) {
    for (const source of (await backedUpIn(vaultId, 'ECS_FILE', context.read)).slice(0, mostSources)) {
      const found = await restorable(source, context);
      if (found) return textOf(found, isHere(regionId) ? undefined : regionId);
    }
  }
  return undefined;
}
