import * as vscode from 'vscode';
import { requireTrust } from '../accounts/workspaceTrust.ts';
import { loggedError } from '../cloud/logFormat.ts';
import { specIn } from '../editor/openSpecs.ts';
import { findSnapshotPlace } from '../live/files/findSnapshotPlace.ts';
import { namedSnapshot } from '../live/files/namedSnapshot.ts';
import { stringAt } from '../restoreSpec/index.ts';
import type { Services } from '../services.ts';
import { showError } from '../ui/showError.ts';
import { specDocument } from '../ui/specDocuments.ts';
import { UserError } from '../userError.ts';
import { showSnapshot } from '../views/snapshotTree.ts';

/** Shows the files of a spec's snapshot, with ticks that are its paths. @throws UserError where it names no snapshot of files */
export async function browseSnapshot(
  { accounts, log }: Pick<Services, 'accounts' | 'log'>,
  uri?: vscode.Uri,
): Promise<void> {
  requireTrust();
  const document = await specDocument(uri);
  const spec = specIn(document);
  const named = namedSnapshot(spec);
  if (!named || named.snapshotId === '') {
    throw new UserError(
      vscode.l10n.t('The spec names no snapshot that holds files.'),
      vscode.l10n.t('Fill in RestoreType, VaultId and SnapshotId of ECS files, a bucket or a file system.'),
    );
  }
  const region = stringAt(spec, '$region');
  await showSnapshot({
    document,
    named,
    async open(signal) {
      const signer = await accounts.resolveForRegion(region);
      if (!(await signer.allow())) {
        throw new UserError(
          vscode.l10n.t('Using the account was not allowed.'),
          vscode.l10n.t('Try again, and allow it, or select another profile.'),
        );
      }
      const { account, reader } = accounts.live.of(signer);
      const place = await findSnapshotPlace(named, { region: account.region, now: Date.now() }, reader, signal);
      return { place, reader };
    },
    onError(error) {
      log.error(loggedError(error));
      showError(error);
    },
  });
}
