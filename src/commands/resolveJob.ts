import * as vscode from 'vscode';
import { parameterOfJob, type RestoreJobInfo } from '../cloud/restoreJob.ts';
import { sanitizeValue, withoutIcons } from '../cloud/sanitize.ts';
import { callerText } from '../jobs/format/jobMessages.ts';
import { headline, restoreName } from '../jobs/format/requestSummary.ts';
import { timeText } from '../jobs/format/units.ts';
import type { Jobs } from '../jobs/openJobs.ts';
import { settleAsSaid } from '../jobs/reconciliation/decision.ts';
import type { Reconciler } from '../jobs/reconciliation/reconciler.ts';
import type { JobRecord } from '../jobs/record.ts';
import { parameters } from '../restoreSpec/parameters.ts';
import type { Services } from '../services.ts';
import { pickJob } from '../ui/pickJob.ts';
import { UserError } from '../userError.ts';

/** The target of a job, as the service repeats it: IDs and names first, then paths. */
function targetOf(job: RestoreJobInfo): string {
  const target = [...parameters].filter(([, { group, jobField }]) => group === 'to' && jobField === 'text');
  const isPath = ([, { format }]: (typeof target)[number]) => format === 'path';
  const names = [...target.filter((parameter) => !isPath(parameter)), ...target.filter(isPath)].map(([name]) => name);
  return names.flatMap((name) => parameterOfJob(job, name) ?? []).join(' ');
}

/** Asks which job of the service an unclear one is. @returns the job, or `none` of them; undefined without an answer */
async function pickCandidate(record: JobRecord): Promise<RestoreJobInfo | 'none' | undefined> {
  const candidates = record.candidates ?? [];
  const items = candidates.map((job) => ({
    label: withoutIcons(job.RestoreId),
    description: withoutIcons(
      sanitizeValue([job.Status, timeText((job.CreatedTime ?? 0) * 1000)].filter(Boolean).join(' · '), 200),
    ),
    detail: withoutIcons(sanitizeValue([targetOf(job), job.Include].filter(Boolean).join(' · '), 300)),
    job,
  }));
  // The first row is the one that Enter takes.
  const wait = {
    label: vscode.l10n.t('Keep it unclear and go on checking'),
    description: '',
    detail: '',
    job: undefined,
  };
  const none = {
    label: vscode.l10n.t('It never started: mark as not executed'),
    description: '',
    detail: vscode.l10n.t('Only if you are sure. The job is then shown as NOT EXECUTED and can be submitted again.'),
    job: 'none' as const,
  };
  const name = restoreName(headline(record.request));
  const sent = timeText(record.sentAt ?? record.createdAt);
  const title =
    candidates.length === 0
      ? vscode.l10n.t('The service lists no matching job yet: {0}', name)
      : vscode.l10n.t('Which job is it? {0}, sent {1}', name, sent);
  const warning = callerText(record);
  const options = { title, matchOnDescription: true, ...(warning && { placeHolder: warning }) };
  return (await vscode.window.showQuickPick([wait, ...items, none], options))?.job;
}

/**
 * Searches once more, and lets the person say which job of the service it is where the service's list alone can't tell.
 *
 * @throws UserError where another window is at it, it was cleared up meanwhile, or its job is another restore's by now
 */
export async function resolveUnclearJob(jobs: Jobs, reconciler: Reconciler, record: JobRecord): Promise<void> {
  await reconciler.search();
  const now = jobs.store.get(record.id);
  if (now?.state !== 'unclear') return;
  const picked = await pickCandidate(now);
  if (!picked) return;
  const decision = await settleAsSaid(now.id, picked, Date.now(), jobs);
  if (decision === 'taken') {
    throw new UserError(
      vscode.l10n.t('That job now belongs to another restore in the list.'),
      vscode.l10n.t('Look at the job in the list first.'),
    );
  }
  if (decision === 'changed') {
    throw new UserError(
      vscode.l10n.t('The job changed in the meantime.'),
      vscode.l10n.t('Look at the job in the list first.'),
    );
  }
}

/** Clears up what became of an unclear job. */
export async function resolveJob({ jobs, accounts }: Pick<Services, 'jobs' | 'accounts'>, id?: string): Promise<void> {
  const job = await pickJob(jobs, id, {
    title: vscode.l10n.t('Check which unclear job?'),
    fits: ({ state }) => state === 'unclear',
    none: vscode.l10n.t('No job is unclear.'),
  });
  const reconciler = await jobs.reconciler;
  if (job && reconciler && (await accounts.allow(job.account))) await resolveUnclearJob(jobs, reconciler, job);
}
