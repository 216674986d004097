/** What each command does. One chunk holds all of them, since they share most of what they load: the first command loads it. */
import * as vscode from 'vscode';
import { loggedError } from '../cloud/logFormat.ts';
import { keepFocus, type commands } from '../ids.ts';
import type { Services } from '../services.ts';
import { showError } from '../ui/showError.ts';
import { addAccessKey } from './addAccessKey.ts';
import { browseSnapshot } from './browseSnapshot.ts';
import { cancelJob } from './cancelJob.ts';
import { clearFilter } from './clearFilter.ts';
import type { CommandDependencies } from './commandDependencies.ts';
import { compareSpec } from './compareSpec.ts';
import { copyReport } from './copyReport.ts';
import { copyRequestAs } from './copyRequestAs.ts';
import { copyRestoreId } from './copyRestoreId.ts';
import { explainProblem } from './explainProblem.ts';
import { exportJobs } from './exportJobs.ts';
import { filterJobs } from './filterJobs.ts';
import { hideElsewhere } from './hideElsewhere.ts';
import { importSpec } from './importSpec.ts';
import { newSpec } from './newSpec.ts';
import { openInConsole } from './openInConsole.ts';
import { openReport } from './openReport.ts';
import { openSpec } from './openSpec.ts';
import { preflight } from './preflight.ts';
import { previewRequest } from './previewRequest.ts';
import { refreshJobs } from './refreshJobs.ts';
import { rejectAdoption } from './rejectAdoption.ts';
import { removeJob } from './removeJob.ts';
import { resolveJob } from './resolveJob.ts';
import { searchJobs } from './searchJobs.ts';
import { selectProfile } from './selectProfile.ts';
import { selectRegion } from './selectRegion.ts';
import { showElsewhere } from './showElsewhere.ts';
import { startSandbox } from './startSandbox.ts';
import { stopSandbox } from './stopSandbox.ts';
import { submit } from './submit.ts';
import { submitAgain } from './submitAgain.ts';
import { trySample } from './trySample.ts';
import { versionsOfPath } from './versionsOfPath.ts';

/** With the accounts, which are opened for the commands that need them. */
type Dependencies = CommandDependencies & { readonly loadServices: () => Promise<CommandDependencies & Services> };

/** A menu of the tree passes the row that it was opened on, then all rows that are selected. */
type Command = (dependencies: Dependencies, argument: unknown, all: unknown) => void | Promise<void>;

/** The id of a job, which a menu of the tree passes as the row's element; or the code of a diagnostic. */
const textIn = (argument: unknown) => (typeof argument === 'string' ? argument : undefined);
const textsIn = (all: unknown) =>
  Array.isArray(all) ? all.filter((each): each is string => typeof each === 'string') : [];
/** Whether a key in the list called the command. It then passes what package.json says, and no row. */
const isOfFocus = (argument: unknown) => typeof argument === 'object' && argument !== null && 'ofFocus' in argument;
const uriIn = (argument: unknown) => (argument instanceof vscode.Uri ? argument : undefined);

const table: Record<keyof typeof commands, Command> = {
  submit: async ({ loadServices }, argument) => submit(await loadServices(), uriIn(argument)),
  newSpec: async ({ loadAccounts }) => newSpec((await loadAccounts()).live),
  trySample: async ({ loadServices }) => trySample(await loadServices()),
  previewRequest: async ({ loadRequestPages }, argument) => previewRequest(await loadRequestPages(), uriIn(argument)),
  preflight: async ({ loadServices }, argument) => preflight(await loadServices(), uriIn(argument)),
  copyRequestAs: async ({ loadAccounts }, argument) => copyRequestAs(await loadAccounts(), uriIn(argument)),
  importSpec: () => importSpec(),
  refreshJobs: async ({ loadServices }) => refreshJobs(await loadServices()),
  cancelJob: async ({ loadServices }, argument) => cancelJob(await loadServices(), textIn(argument)),
  // A row of the list keeps the focus, so that its other keys go on working.
  openReport: ({ jobs }, argument, all) => openReport(jobs, textIn(argument), all === keepFocus),
  copyReport: ({ jobs }, argument) => copyReport(jobs, textIn(argument) ?? uriIn(argument)),
  copyRestoreId: ({ jobs }, argument, all) => copyRestoreId(jobs, textIn(argument), textsIn(all)),
  openInConsole: async ({ loadServices }, argument) =>
    openInConsole(await loadServices(), textIn(argument) ?? uriIn(argument)),
  openSpec: (dependencies, argument) => openSpec(dependencies, textIn(argument)),
  compareSpec: (dependencies, argument) => compareSpec(dependencies, textIn(argument)),
  removeJob: (dependencies, argument, all) => removeJob(dependencies, textIn(argument), textsIn(all)),
  resolveJob: async ({ loadServices }, argument) => resolveJob(await loadServices(), textIn(argument)),
  rejectAdoption: ({ jobs }, argument) => rejectAdoption(jobs, textIn(argument)),
  submitAgain: async ({ loadServices }, argument) => submitAgain(await loadServices(), textIn(argument)),
  searchJobs: ({ jobs }) => searchJobs(jobs),
  exportJobs: ({ jobs }, argument) => exportJobs(jobs, uriIn(argument)),
  filterJobs: ({ jobs }) => filterJobs(jobs),
  clearFilter: ({ jobs }) => clearFilter(jobs.filter),
  showElsewhere: async ({ loadServices }) => showElsewhere(await loadServices()),
  hideElsewhere: ({ jobs }) => hideElsewhere(jobs),
  selectProfile: async ({ loadServices }) => selectProfile(await loadServices()),
  selectRegion: async ({ loadServices }) => selectRegion(await loadServices()),
  addAccessKey: async ({ loadServices }) => addAccessKey(await loadServices()),
  startSandbox: (dependencies) => startSandbox(dependencies),
  stopSandbox: (dependencies) => stopSandbox(dependencies),
  showLog: ({ log }) => log.show(),
  browseSnapshot: async ({ loadServices }, argument) => browseSnapshot(await loadServices(), uriIn(argument)),
  versionsOfPath: async ({ loadServices }, argument, path) =>
    versionsOfPath(await loadServices(), uriIn(argument), textIn(path)),
  explainProblem: (_, argument) => explainProblem(textIn(argument)),
};

/** Runs a command, and shows what it throws. */
export async function runCommand(
  name: keyof typeof commands,
  dependencies: CommandDependencies,
  argument: unknown,
  all: unknown,
): Promise<void> {
  const loadServices = async () => ({ ...dependencies, accounts: await dependencies.loadAccounts() });
  try {
    const command = (row: unknown, rows: unknown) => table[name]({ ...dependencies, loadServices }, row, rows);
    if (!isOfFocus(argument)) {
      await command(argument, all);
      return;
    }
    const rows = await dependencies.focusedRows();
    if (rows.length > 0) await command(rows[0], rows);
  } catch (error) {
    dependencies.log.error(loggedError(error));
    showError(error);
  }
}
