/** The jobs, wherever VS Code shows them or is asked about them. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { cancelJob } from '../../src/commands/cancelJob.ts';
import { compareSpec } from '../../src/commands/compareSpec.ts';
import { lossOf } from '../../src/jobs/format/restoreLoss.ts';
import { confirmRestore, type Duplicates, type RestoreAdvice } from '../../src/ui/confirmRestore.ts';
import { confirmWithDuplicates } from '../../src/ui/confirmWithDuplicates.ts';
import { copyReport } from '../../src/commands/copyReport.ts';
import { copyRestoreId } from '../../src/commands/copyRestoreId.ts';
import { hideElsewhere } from '../../src/commands/hideElsewhere.ts';
import { showElsewhere } from '../../src/commands/showElsewhere.ts';
import { exportJobs } from '../../src/commands/exportJobs.ts';
import { filterJobs } from '../../src/commands/filterJobs.ts';
import { openReport } from '../../src/commands/openReport.ts';
import { openInConsole } from '../../src/commands/openInConsole.ts';
import { openSpec } from '../../src/commands/openSpec.ts';
import { refreshJobs } from '../../src/commands/refreshJobs.ts';
import { removeJob } from '../../src/commands/removeJob.ts';
import { searchJobs } from '../../src/commands/searchJobs.ts';
import { sendRestore } from '../../src/ui/sendRestore.ts';
import type { Services } from '../../src/services.ts';
import { submitAgain } from '../../src/commands/submitAgain.ts';
import { resolveUnclearJob } from '../../src/commands/resolveJob.ts';
import { redactValue } from '../../src/cloud/redaction/secrets.ts';
import { fingerprint } from '../../src/jobs/duplicates.ts';
import { noFilter } from '../../src/jobs/list/jobFilter.ts';
import type { JobRecord } from '../../src/jobs/record.ts';
import type { RestoreRequest } from '../../src/restoreSpec/parameters.ts';
import { showEnded } from '../../src/views/endedMessage.ts';
import { showReconciled } from '../../src/views/reconciledMessage.ts';
import { registerJobsTree } from '../../src/views/jobsTree.ts';
import { SentSpecPages } from '../../src/views/sentSpecPages.ts';
import { hostileJobs } from './jobs.ts';
import { cloudError, hostileServices, said, type Answering } from './services.ts';
import { emptyDocument, type StubbedVscode } from './stubbedVscode.ts';

const first = { pick: (items: readonly vscode.QuickPickItem[]) => items[0] };

const adviceOf = (...warnings: string[]): RestoreAdvice => ({
  ...{ warnings, mustAsk: false, notes: [] },
  look: { label: 'Look', command: 'look', argument: undefined },
});

/** Says yes by the last button, and types what is overwritten. */
const yes = (request: RestoreRequest) => ({ button: 0, modalButton: -1, type: [lossOf(request)?.target ?? ''] });

/** The questions before something is done about a job; how many lines they have may not hang on what it says. */
export async function jobQuestions(
  stage: StubbedVscode,
  text: string,
  index: number,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const { running, unclear, records } = hostileJobs(text, index);
  const services = hostileServices(text, records, log);
  const accounts: Services['accounts'] = {
    ...services.accounts,
    resolve: async (account) => ({
      ...(await services.accounts.resolve(account)),
      accountId: text,
      allow: () => Promise.resolve(true),
    }),
  };
  const asking = { ...services, accounts };
  const { request, account } = running;
  const signer = await accounts.resolve(account);
  const advice = adviceOf(text, text);
  const ask = (duplicates: Duplicates) =>
    confirmRestore({ request, signer, advice, duplicates }, accounts, services.jobs.locks);
  await stage.at('the question before a restore', () => ask({ jobs: [], isBusy: false }));
  const print = fingerprint(request, account);
  await stage.at(
    'the question before an equal restore',
    () => confirmWithDuplicates(services.jobs, print, ask),
    yes(request),
  );
  await stage.at('Cancel', () => cancelJob(asking, running.id), { button: 1 });
  await stage.at('Remove', () => removeJob(asking, unclear.id), { button: 0 });
}

type Make = (answering?: Answering) => Services;

/** Services whose accounts were agreed to. */
const makerOf =
  (text: string, records: readonly JobRecord[], log: vscode.LogOutputChannel): Make =>
  (answering) => {
    const services = hostileServices(text, records, log, answering);
    const allow = () => Promise.resolve(true);
    const accounts: Services['accounts'] = {
      ...services.accounts,
      allow,
      resolve: async (account) => ({ ...(await services.accounts.resolve(account)), allow }),
    };
    return { ...services, accounts };
  };

async function treeSurfaces(stage: StubbedVscode, text: string, services: Services): Promise<void> {
  const onError = (error: unknown) => services.log.error(error instanceof Error ? error : String(error));
  const loadHistory = () => Promise.reject(new Error(said(text)));
  const { store, filter } = services.jobs;
  const parts = { store, filter, loadHistory, find: () => Promise.resolve(undefined), onError };
  await stage.at('the view of jobs', async () => {
    const tree = registerJobsTree(parts, Promise.resolve());
    try {
      await stage.tree?.getChildren?.(undefined);
      for (const each of [noFilter, { statuses: [text], restoreTypes: [text], text }, { ...noFilter, text }]) {
        services.jobs.filter.set(each);
      }
    } finally {
      tree.dispose();
    }
  });
}

/** @param input names the file, which is the person's own choice */
async function exportSurfaces(stage: StubbedVscode, input: string, index: number, services: Services, folder: string) {
  // So much of it as a file's name can be.
  const name = [...input.replace(/[/\0]|\p{Cs}/gu, '')].slice(0, 40).join('');
  const target = vscode.Uri.file(join(folder, `${name}.${index % 2 ? 'csv' : 'json'}`));
  await stage.at('Export', () => exportJobs(services.jobs, target));
  await rm(target.fsPath, { force: true });
  const nowhere = vscode.Uri.file(join(folder, 'nowhere', name));
  await stage.at('Export to nowhere', () => exportJobs(services.jobs, nowhere));
}

/** @param text what others say @param input what the person says @param folder for exports */
export async function jobSurfaces(
  stage: StubbedVscode,
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
  await stage.at('Search', () => searchJobs(services.jobs), first);
  await stage.at('Filter', () => filterJobs(services.jobs), first);
  await stage.at('Cancel, a list', () => cancelJob(services), first);
  await stage.at(
    'Cancel, not known',
    () =>
      cancelJob(
        make({ client: { cancelRestoreJob: () => Promise.reject(cloudError(text, undefined, 'unclear')) } }),
        running.id,
      ),
    { button: 1 },
  );
  await stage.at('Cancel, ended', () => cancelJob(services, gone.id));
  await stage.at('Open Report', () => openReport(services.jobs, refused.id));
  await stage.at('Copy Report', () => copyReport(services.jobs, refused.id));
  await stage.at('Copy RestoreId', () => copyRestoreId(services.jobs, running.id));
  await stage.at('Open in Console', () => openInConsole(services, running.id), first);
  await specSurfaces(stage, redactValue(refused), log);
  await exportSurfaces(stage, input, index, services, folder);
  await stage.at('Refresh', () => refreshJobs(services));
}

/** What is sent, and what is found out about it. */
export async function sendingSurfaces(
  stage: StubbedVscode,
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
async function specSurfaces(stage: StubbedVscode, job: JobRecord, log: vscode.LogOutputChannel): Promise<void> {
  const services = hostileServices('', [job], log);
  await stage.at('Open Spec, gone', () => openSpec(services, job.id), { button: 0 });
  await stage.at('Compare Spec, gone', () => compareSpec(services, job.id));
  stage.documents = [emptyDocument(vscode.Uri.parse(job.spec))];
  await stage.at('Compare Spec', () => compareSpec(services, job.id));
  stage.documents = [];
  await stage.at('a spec as it was sent', async () => {
    const page = vscode.Uri.from({ scheme: 'cloud-backup-sent', path: '/x', query: job.id });
    const pages = new SentSpecPages(services.jobs);
    stage.show('a page', 'spec', await pages.provideTextDocumentContent(page));
    pages.dispose();
  });
}

async function elsewhereSurfaces(stage: StubbedVscode, text: string, make: Make): Promise<void> {
  let answers = true;
  const describeRestoreJobs = () =>
    answers ? Promise.resolve({ jobs: [], totalCount: 0, requestId: text }) : Promise.reject(cloudError(text));
  const services = make({ client: { describeRestoreJobs } });
  await stage.at('jobs started elsewhere', async () => {
    await showElsewhere(services);
    answers = false;
    await services.jobs.externalJobs?.restart();
    await hideElsewhere(services.jobs);
    await showElsewhere(services);
  });
}

async function unclearSurfaces(
  stage: StubbedVscode,
  services: Services,
  { running, unclear }: { running: JobRecord; unclear: JobRecord },
): Promise<void> {
  const settle = (record: JobRecord) => services.jobs.store.put(record);
  const reconciler = { search: () => Promise.resolve(), settle, dispose: () => undefined };
  await stage.at('Find Out', () => resolveUnclearJob(services.jobs, reconciler, unclear), first);
  await stage.at('Find Out, nothing listed', () => {
    services.jobs.store.put({ ...unclear, candidates: [], otherCaller: true });
    return resolveUnclearJob(services.jobs, reconciler, unclear);
  });
  await stage.at('an unclear job was started', () => showReconciled(running));
  await stage.at('an unclear job was not executed', () => showReconciled({ ...unclear, state: 'notExecuted' }));
  await stage.at('an unclear job may be one of these', () => showReconciled(unclear));
}

async function sendSurfaces(
  stage: StubbedVscode,
  text: string,
  make: Make,
  { request, account, spec, restoreId = '' }: JobRecord,
): Promise<void> {
  const send = async (services: Services) => {
    const signer = await services.accounts.resolve(account);
    return sendRestore(services, { request, signer, spec, advice: adviceOf(text) });
  };
  const creating = (createRestoreJob: () => Promise<unknown>) => {
    const services = make({ client: { createRestoreJob } });
    for (const { id } of services.jobs.store.all()) services.jobs.store.remove(id);
    return services;
  };
  await stage.at('Submit', () => send(creating(() => Promise.resolve({ restoreId, requestId: text }))), yes(request));
  await stage.at('Submit, refused', () => send(creating(() => Promise.reject(cloudError(text, text)))), yes(request));
  const unknown = () => Promise.reject(cloudError(text, undefined, 'unclear'));
  await stage.at('Submit, unclear', () => send(creating(unknown)), yes(request));
  const busy = creating(() => Promise.reject(cloudError(text, 'Throttling.User')));
  await stage.at('Submit, held up', () => send(busy), { ...yes(request), stops: true });
  const full = creating(() => Promise.resolve({ restoreId, requestId: text }));
  const write = () => Promise.reject(new Error(said(text)));
  await stage.at(
    'Submit, a full disk',
    () => send({ ...full, jobs: { ...full.jobs, journal: { ...full.jobs.journal, write } } }),
    yes(request),
  );
}
