/** The jobs, wherever VS Code shows them or is asked about them. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { cancelJob } from '../../src/commands/cancelJob.ts';
import { compareSpec } from '../../src/commands/compareSpec.ts';
import { confirmed, notTwice } from '../../src/commands/confirm.ts';
import { copyReport } from '../../src/commands/copyReport.ts';
import { copyRestoreId } from '../../src/commands/copyRestoreId.ts';
import { setElsewhereShown } from '../../src/commands/elsewhere.ts';
import { exportJobs } from '../../src/commands/exportJobs.ts';
import { filterJobs } from '../../src/commands/filterJobs.ts';
import { openReport } from '../../src/commands/openReport.ts';
import { openSpec } from '../../src/commands/openSpec.ts';
import { refreshJobs } from '../../src/commands/refreshJobs.ts';
import { removeJob } from '../../src/commands/removeJob.ts';
import { searchJobs } from '../../src/commands/searchJobs.ts';
import { sendRestore } from '../../src/commands/sendRestore.ts';
import type { Services } from '../../src/commands/services.ts';
import { submitAgain } from '../../src/commands/submitAgain.ts';
import { decide, tell } from '../../src/commands/unclear.ts';
import { redacted } from '../../src/cloud/secrets.ts';
import { fingerprint } from '../../src/jobs/duplicates.ts';
import { noFilter } from '../../src/jobs/filter.ts';
import type { JobRecord } from '../../src/jobs/record.ts';
import { showEnded } from '../../src/views/jobEnded.ts';
import { registerJobsTree } from '../../src/views/jobsTree.ts';
import { sentText } from '../../src/views/sentSpec.ts';
import { hostileJobs } from './jobs.ts';
import { cloudError, hostileServices, type Answering } from './services.ts';
import { emptyDocument, type Stage } from './stage.ts';

const first = { pick: (items: readonly vscode.QuickPickItem[]) => items[0] };
const changes = new vscode.EventEmitter<vscode.Uri>();

/** The questions before something is done about a job; how many lines they have may not hang on what it says. */
export async function jobQuestions(
  stage: Stage,
  text: string,
  index: number,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const { running, unclear, records } = hostileJobs(text, index);
  const services = hostileServices(text, records, log);
  const choice = { signer: 'cliProfile', profile: text, mode: text, account: text } as const;
  const accounts = {
    ...services.accounts,
    choiceOf: () => Promise.resolve(choice),
    allow: () => Promise.resolve(true),
  };
  const asking = { ...services, accounts };
  const { request, account } = running;
  await stage.at('the question before a restore', () => confirmed(request, account, [text, text], accounts));
  const print = fingerprint(request, account);
  await stage.at('the question before an equal restore', () => notTwice(services, print), { button: 1 });
  await stage.at('Cancel', () => cancelJob(asking, running.id), { button: 0 });
  await stage.at('Remove', () => removeJob(asking, unclear.id), { button: 0 });
}

type Make = (answering?: Answering) => Services;

/** Services whose accounts were agreed to. */
const makerOf =
  (text: string, records: readonly JobRecord[], log: vscode.LogOutputChannel): Make =>
  (answering) => {
    const services = hostileServices(text, records, log, answering);
    return { ...services, accounts: { ...services.accounts, allow: () => Promise.resolve(true) } };
  };

async function treeSurfaces(stage: Stage, text: string, services: Services): Promise<void> {
  const onError = (error: unknown) => services.log.error(error instanceof Error ? error : String(error));
  const loadPast = () => Promise.reject(new Error(text));
  const parts = { ...services, loadPast, whole: () => Promise.resolve(undefined), onError };
  await stage.at('the view of jobs', async () => {
    const tree = registerJobsTree(parts, Promise.resolve());
    try {
      await stage.tree?.getChildren?.(undefined);
      for (const filter of [noFilter, { statuses: [text], restoreTypes: [text], text }, { ...noFilter, text }]) {
        services.filter.set(filter);
      }
    } finally {
      tree.dispose();
    }
  });
}

/** @param input names the file, which is the person's own choice */
async function exportSurfaces(stage: Stage, input: string, index: number, services: Services, folder: string) {
  // So much of it as a file's name can be.
  const name = [...input.replace(/[/\0]|\p{Cs}/gu, '')].slice(0, 40).join('');
  const target = vscode.Uri.file(join(folder, `${name}.${index % 2 ? 'csv' : 'json'}`));
  await stage.at('Export', () => exportJobs(services, target));
  await rm(target.fsPath, { force: true });
  const nowhere = vscode.Uri.file(join(folder, 'nowhere', name));
  await stage.at('Export to nowhere', () => exportJobs(services, nowhere));
}

/** @param text what others say @param input what the person says @param folder for exports */
export async function jobSurfaces(
  stage: Stage,
  text: string,
  input: string,
  index: number,
  folder: string,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const { running, refused, gone, records } = hostileJobs(text, index);
  const make = makerOf(text, records, log);
  const services = make();
  await treeSurfaces(stage, text, services);
  await stage.at('the end of a job', () => showEnded([refused]), { button: 0 });
  await stage.at('the end of jobs', () => showEnded([refused, { ...refused, id: 'other' }]), { button: 0, ...first });
  await stage.at('Search', () => searchJobs(services), first);
  await stage.at('Filter', () => filterJobs(services), first);
  await stage.at('Cancel, a list', () => cancelJob(services), first);
  await stage.at(
    'Cancel, not known',
    () =>
      cancelJob(
        make({ client: { cancelRestoreJob: () => Promise.reject(cloudError(text, undefined, 'unclear')) } }),
        running.id,
      ),
    { button: 0 },
  );
  await stage.at('Cancel, ended', () => cancelJob(services, gone.id));
  await stage.at('Open Report', () => openReport(services, refused.id));
  await stage.at('Copy Report', () => copyReport(services, refused.id));
  await stage.at('Copy RestoreId', () => copyRestoreId(services, running.id));
  await specSurfaces(stage, redacted(refused), log);
  await exportSurfaces(stage, input, index, services, folder);
  await stage.at('Refresh', () => refreshJobs(services));
}

/** What is sent, and what is found out about it. */
export async function sendingSurfaces(
  stage: Stage,
  text: string,
  index: number,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const { running, unclear, refused, records } = hostileJobs(text, index);
  const make = makerOf(text, records, log);
  const services = make();
  await elsewhereSurfaces(stage, text, make);
  await unclearSurfaces(stage, services, { running, unclear });
  await sendSurfaces(stage, text, make, running);
  await stage.at('Submit Again', () => submitAgain(services, refused.id));
}

/** @param job as it is kept: without secrets, since a spec that holds one is not sent */
async function specSurfaces(stage: Stage, job: JobRecord, log: vscode.LogOutputChannel): Promise<void> {
  const services = hostileServices('', [job], log);
  await stage.at('Open Spec, gone', () => openSpec(services, job.id), { button: 0 });
  await stage.at('Compare Spec, gone', () => compareSpec(services, job.id));
  stage.documents = [emptyDocument(vscode.Uri.parse(job.spec))];
  await stage.at('Compare Spec', () => compareSpec(services, job.id));
  stage.documents = [];
  await stage.at('a spec as it was sent', async () => {
    const page = vscode.Uri.from({ scheme: 'cloud-backup-sent', path: '/x', query: job.id });
    stage.show('a page', 'spec', await sentText(page, services, changes, following));
  });
}

const following: vscode.Disposable[] = [];

export const stopFollowing = () => following.splice(0).forEach((each) => void each.dispose());

async function elsewhereSurfaces(stage: Stage, text: string, make: Make): Promise<void> {
  let answers = true;
  const describeRestoreJobs = () =>
    answers ? Promise.resolve({ jobs: [], totalCount: 0, requestId: text }) : Promise.reject(cloudError(text));
  const services = make({ client: { describeRestoreJobs } });
  await stage.at('jobs started elsewhere', async () => {
    await setElsewhereShown(services, true);
    answers = false;
    await services.elsewhere?.restart();
    await setElsewhereShown(services, false);
    await setElsewhereShown(services, true);
  });
}

async function unclearSurfaces(
  stage: Stage,
  services: Services,
  { running, unclear }: { running: JobRecord; unclear: JobRecord },
): Promise<void> {
  const settle = (record: JobRecord) => services.store.put(record);
  const reconciler = { look: () => Promise.resolve(), settle, dispose: () => undefined };
  await stage.at('Find Out', () => decide(services, reconciler, unclear), first);
  await stage.at('Find Out, nothing listed', () => {
    services.store.put({ ...unclear, candidates: [], otherCaller: true });
    return decide(services, reconciler, unclear);
  });
  await stage.at('an unclear job was started', () => tell(running));
  await stage.at('an unclear job was not executed', () => tell({ ...unclear, state: 'notExecuted' }));
  await stage.at('an unclear job may be one of these', () => tell(unclear));
}

async function sendSurfaces(
  stage: Stage,
  text: string,
  make: Make,
  { request, account, spec, restoreId = '' }: JobRecord,
): Promise<void> {
  const send = (services: Services) => sendRestore(services, { request, account, spec, warnings: [text] });
  const creating = (createRestoreJob: () => Promise<unknown>) => {
    const services = make({ client: { createRestoreJob } });
    for (const { id } of services.store.all()) services.store.remove(id);
    return services;
  };
  const yes = { button: 0 };
  await stage.at('Submit', () => send(creating(() => Promise.resolve({ restoreId, requestId: text }))), yes);
  await stage.at('Submit, refused', () => send(creating(() => Promise.reject(cloudError(text, text)))), yes);
  const unknown = () => Promise.reject(cloudError(text, undefined, 'unclear'));
  await stage.at('Submit, unclear', () => send(creating(unknown)), yes);
  const busy = creating(() => Promise.reject(cloudError(text, 'Throttling.User')));
  await stage.at('Submit, held up', () => send(busy), { ...yes, stops: true });
  const full = creating(() => Promise.resolve({ restoreId, requestId: text }));
  const write = () => Promise.reject(new Error(text));
  await stage.at('Submit, a full disk', () => send({ ...full, journal: { ...full.journal, write } }), yes);
}
