import * as vscode from 'vscode';
import { askModal } from '../askModal.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import { bringBackJobs, removeJobs, type RemovedJob } from '../jobs/removal.ts';
import { rowOf, type JobRow } from '../jobs/row.ts';
import { quoteValue } from '../cloud/quote.ts';
import { pickJob } from '../ui/pickJob.ts';
import { showError } from '../ui/showError.ts';
import { withoutLinks } from '../ui/withoutLinks.ts';
import type { Services } from '../services.ts';
import { UserError } from '../userError.ts';
import { plural } from '../restoreSpec/plural.ts';

/** Removed between two looks at whether the person wants to stop. */
const batch = 50;

type Needed = Pick<Services, 'jobs' | 'sandbox'>;

/** Whether a job may be forgotten: nothing more is to be seen of it, or nobody can tell what became or becomes of it. */
function isRemovable({ jobs, sandbox }: Needed, row: JobRow): boolean {
  if (row.external) return false;
  if (row.endedAt !== undefined || row.state === 'unclear') return true;
  // A sandbox that was stopped took its jobs along.
  const isLost = row.sandbox && jobs.store.get(row.id)?.account.endpoint !== sandbox.get()?.endpoint;
  return row.pending && (isLost === true || row.status === 'NOT FOUND' || row.unfollowed !== undefined);
}

async function confirmed(rows: readonly JobRow[], staying: number): Promise<boolean> {
  const unclear = rows.filter(({ state }) => state === 'unclear').length;
  const unfollowed = rows.filter((row) => row.unfollowed).length;
  if (rows.length === 1 && unclear + unfollowed === 0) return true;
  const messageOfOne = () =>
    unclear > 0
      ? vscode.l10n.t('Remove a job whose outcome is unclear?')
      : vscode.l10n.t('Remove a job that may still run?');
  const message = rows.length === 1 ? messageOfOne() : vscode.l10n.t('Remove {0} jobs from the list?', rows.length);
  const detail = [
    unclear > 0 && rows.length > 1 && vscode.l10n.t('The outcome of {0} of them is unclear.', unclear),
    unclear > 0 && vscode.l10n.t('The restore may have started, and this list is the only record of it here.'),
    unfollowed > 0 &&
      rows.length > 1 &&
      plural(
        unfollowed,
        vscode.l10n.t('1 job is not followed and may still run.'),
        vscode.l10n.t('{0} jobs are not followed and may still run.', unfollowed),
      ),
    unfollowed > 0 && vscode.l10n.t('Nothing here will tell you how it ends.'),
    staying > 0 &&
      plural(
        staying,
        vscode.l10n.t('1 other job is still running and stays in the list.'),
        vscode.l10n.t('{0} other jobs are still running and stay in the list.', staying),
      ),
    rows.length > 1 && unclear < rows.length && vscode.l10n.t('Nothing changes in Cloud Backup itself.'),
  ];
  const remove = vscode.l10n.t('Remove');
  return (await askModal(message, detail.filter(Boolean).join('\n'), remove)) === remove;
}

async function removeAll(jobs: Jobs, ids: readonly string[]): Promise<RemovedJob[]> {
  const title = vscode.l10n.t('Removing jobs from the list…');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, cancel) => {
    const removed: RemovedJob[] = [];
    for (let at = 0; at < ids.length && !cancel.isCancellationRequested; at += batch) {
      const some = ids.slice(at, at + batch);
      removed.push(...(await removeJobs(jobs, some)));
      progress.report({ increment: (some.length * 100) / ids.length });
    }
    return removed;
  });
}

/** Tells what was removed, and brings it back where the person asks for it. */
async function offerUndo(jobs: Jobs, removed: readonly RemovedJob[]): Promise<void> {
  const [first] = removed;
  if (!first) return;
  const { restoreId, what } = rowOf(first.record);
  const undo = vscode.l10n.t('Undo');
  const message =
    removed.length === 1
      ? vscode.l10n.t('Removed {0} from the list.', quoteValue(restoreId ?? what))
      : vscode.l10n.t('Removed {0} jobs from the list.', removed.length);
  const choice = await vscode.window.showInformationMessage(withoutLinks(message), undo);
  if (choice === undo) await bringBackJobs(jobs, removed);
}

/** Why a job stays in the list though it was to be removed. */
const notRemovable = ({ external }: JobRow) =>
  external
    ? new UserError(
        vscode.l10n.t('This job was started elsewhere.'),
        vscode.l10n.t('To hide such jobs, run "Cloud Backup: Hide Jobs Started Elsewhere".'),
      )
    : new UserError(
        vscode.l10n.t('This job has not ended.'),
        vscode.l10n.t('Remove it after it ends, or cancel it first.'),
      );

/**
 * Forgets jobs that have ended, until the person asks for them back; what runs stays in sight.
 *
 * @param id the row that it was called on
 * @param ids all that are selected
 * @throws UserError where none of them may be forgotten
 */
export async function removeJob(services: Needed, id?: string, ids: readonly string[] = []): Promise<void> {
  const { jobs } = services;
  const rowsOf = (wanted: readonly string[]) => wanted.flatMap((each) => jobs.store.row(each) ?? []);
  const several = id !== undefined && ids.includes(id) && ids.length > 1;
  const none = vscode.l10n.t('No job in the list has ended.');
  let wanted: readonly string[] = ids;
  if (!several) {
    const given = id === undefined ? undefined : jobs.store.row(id);
    if (given && !isRemovable(services, given)) throw notRemovable(given);
    const job = await pickJob(jobs, id, {
      title: vscode.l10n.t('Remove which job from the list?'),
      fits: (row) => isRemovable(services, row),
      none,
    });
    if (!job) return;
    wanted = [job.id];
  }
  const rows = rowsOf(wanted).filter((row) => isRemovable(services, row));
  if (rows.length === 0) throw new UserError(none, vscode.l10n.t('Running jobs stay in the list until they end.'));
  if (!(await confirmed(rows, wanted.length - rows.length))) return;
  // While the question was open, an unclear one may have turned out to run.
  const still = rowsOf(rows.map((row) => row.id)).filter((row) => isRemovable(services, row));
  const doomed = still.map((row) => row.id);
  const removed = await (doomed.length > 1 ? removeAll(jobs, doomed) : removeJobs(jobs, doomed));
  await jobs.reload();
  offerUndo(jobs, removed).catch(showError);
}
