/**
 * What the window does about unclear jobs: goes on searching for them, says what it found, lets a person decide.
 * A chunk of its own, loaded with the first such job. It shares no classes with the entry: what it throws is told apart by
 * plain properties.
 */
import * as vscode from 'vscode';
import { errorText } from '../cloud/logText.ts';
import { cleanExact, withoutIcons } from '../cloud/text.ts';
import type { RestoreJobInfo } from '../cloud/restoreJob.ts';
import { commands, views } from '../ids.ts';
import { after } from '../jobs/after.ts';
import { callerText } from '../jobs/messages.ts';
import { createReconciler, type Reconciler } from '../jobs/reconciler.ts';
import { adopted, notExecuted } from '../jobs/reconcile.ts';
import type { JobRecord } from '../jobs/record.ts';
import { summarize } from '../jobs/summary.ts';
import { withoutLinks } from '../views/withoutLinks.ts';
import type { Services } from './services.ts';

/** How long a job may take to turn up in the service's list, in ms. */
const graceMs = 120_000;
/** The time between the first two looks, in ms. */
const paceMs = 2000;

/** Says what was found out about a job, and offers what comes next; returns at once, since nobody has to answer it. */
export function tell(record: JobRecord): void {
  const { what, to } = summarize(record.request);
  const offer = (message: string, button: string, command: string, show = vscode.window.showWarningMessage) =>
    void show(withoutLinks(message), button).then((choice) => {
      if (choice === button) void vscode.commands.executeCommand(command, record.id);
    });
  if (record.state === 'submitted') {
    const message = vscode.l10n.t('The unclear restore was started: its job is {0}.', record.restoreId ?? '');
    offer(message, vscode.l10n.t('Show Jobs'), `${views.jobs}.focus`, vscode.window.showInformationMessage);
  } else if (record.state === 'notExecuted') {
    const message = vscode.l10n.t('Restore {0} to {1} was not executed: the service lists no such job.', what, to);
    offer(message, vscode.l10n.t('Submit Again'), commands.submitAgain);
  } else if ((record.candidates?.length ?? 0) > 0) {
    const message = vscode.l10n.t('The service lists jobs that may be the unclear restore {0} to {1}.', what, to);
    offer(message, vscode.l10n.t('Choose Job…'), commands.resolveJob);
  }
}

/** Begins to search; goes on by itself until nothing is unclear. */
export function startReconciler(services: Services): Reconciler {
  const { store, journal, history, locks, accounts, log } = services;
  return createReconciler({
    store,
    journal,
    locks,
    pastIds: async () => new Set((await history.load()).rows.flatMap(({ restoreId }) => restoreId ?? [])),
    clientFor: (account) => (vscode.workspace.isTrusted ? accounts.clientFor(account) : undefined),
    now: Date.now,
    graceMs,
    paceMs,
    onFound(record, before) {
      log.info(`submission ${record.id}: ${before.state} -> ${record.state} ${record.restoreId ?? ''}`);
      tell(record);
    },
    onOutage: (error) => log.warn(`unclear jobs: ${errorText(error)}`),
    after,
  });
}

const time = (seconds: number | undefined) => (seconds === undefined ? '' : new Date(seconds * 1000).toLocaleString());

const targetOf = (job: RestoreJobInfo) =>
  [
    job.TargetInstanceId,
    job.TargetBucket,
    job.TargetPrefix,
    job.TargetFileSystemId,
    job.TargetInstanceName,
    job.TargetTableName,
    job.TargetPath,
    job.UdmDetail,
  ]
    .filter(Boolean)
    .join(' ');

/**
 * Looks once more, and lets the person say which job of the service it is where the list alone can't.
 *
 * @throws an Error with a `nextStep` where another window is at it
 */
export async function decide(services: Services, reconciler: Reconciler, record: JobRecord): Promise<void> {
  const { journal, locks, store } = services;
  await reconciler.look();
  const now = store.get(record.id);
  if (now?.state !== 'unclear') return;
  const candidates = now.candidates ?? [];
  const items = candidates.map((job) => ({
    label: withoutIcons(job.RestoreId),
    description: withoutIcons(cleanExact(`${job.Status ?? ''} · ${time(job.CreatedTime)}`, 200)),
    detail: withoutIcons(cleanExact([targetOf(job), job.Include].filter(Boolean).join(' · '), 300)),
    job,
  }));
  const none = {
    label: vscode.l10n.t('None of these: it was not executed'),
    description: '',
    detail: vscode.l10n.t('Only if you are sure. The job is then shown as NOT EXECUTED and can be submitted again.'),
    job: undefined,
  };
  const { what, to } = summarize(now.request);
  const title =
    candidates.length === 0
      ? vscode.l10n.t('The service lists no job yet that fits: {0} to {1}', what, to)
      : vscode.l10n.t('Which job is it? {0} to {1}, sent {2}', what, to, time((now.sentAt ?? now.createdAt) / 1000));
  const warning = callerText(now);
  const options = {
    title,
    matchOnDescription: true,
    ...(warning && { placeHolder: cleanExact(warning, 300) }),
  };
  const choice = await vscode.window.showQuickPick([...items, none], options);
  if (!choice) return;
  const lock = await locks.take(now.id);
  const current = await journal.read(now.id);
  try {
    if (!lock || current?.state !== 'unclear') {
      const nextStep = vscode.l10n.t('Look at it in the list first.');
      throw Object.assign(new Error(vscode.l10n.t('The job has changed meanwhile.')), { nextStep });
    }
    const next = choice.job ? adopted(current, choice.job, Date.now()) : notExecuted(current);
    await journal.write(next);
    reconciler.settle(next);
  } finally {
    await lock?.release();
  }
}
