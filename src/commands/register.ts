/** Every command under its name, with one way for what goes wrong. */
import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import { cancelJob } from './cancelJob.ts';
import { clearFilter } from './clearFilter.ts';
import { compareSpec } from './compareSpec.ts';
import { copyReport } from './copyReport.ts';
import { copyRestoreId } from './copyRestoreId.ts';
import { copyRequestAs } from './copyRequestAs.ts';
import { setElsewhereShown } from './elsewhere.ts';
import { explainProblem } from './explainProblem.ts';
import { exportJobs } from './exportJobs.ts';
import { filterJobs } from './filterJobs.ts';
import { importSpec } from './importSpec.ts';
import { newSpec } from './newSpec.ts';
import { openReport } from './openReport.ts';
import { openSpec } from './openSpec.ts';
import { previewRequest, serveRequestPages } from './previewRequest.ts';
import { refreshJobs } from './refreshJobs.ts';
import { removeJob } from './removeJob.ts';
import { resolveJob } from './resolveJob.ts';
import { searchJobs } from './searchJobs.ts';
import { selectRegion } from './selectRegion.ts';
import type { Services } from './services.ts';
import { startSandbox } from './startSandbox.ts';
import { stopSandbox } from './stopSandbox.ts';
import { showError } from './userError.ts';

/** A menu of the tree passes the row it was opened on, then all that are selected. */
type Command = (argument: unknown, all: unknown) => void | Promise<void>;

/** A menu of the tree passes the row's element, which is an id; anything else is no job. */
const idOf = (argument: unknown) => (typeof argument === 'string' ? argument : undefined);
const idsOf = (all: unknown) =>
  Array.isArray(all) ? all.filter((each): each is string => typeof each === 'string') : [];
const uriOf = (argument: unknown) => (argument instanceof vscode.Uri ? argument : undefined);

/** A chunk of its own: nothing is submitted while a window starts. */
const submission = () => import('./submission.ts');

export function registerCommands(services: Services): vscode.Disposable {
  const table: Record<keyof typeof commands, Command> = {
    submit: async (argument) => (await submission()).submit(services, uriOf(argument)),
    newSpec: () => newSpec(),
    previewRequest: (argument) => previewRequest(uriOf(argument)),
    copyRequestAs: (argument) => copyRequestAs(services.accounts, uriOf(argument)),
    importSpec: () => importSpec(),
    refreshJobs: () => refreshJobs(services),
    cancelJob: (argument) => cancelJob(services, idOf(argument)),
    openReport: (argument) => openReport(services, idOf(argument)),
    copyReport: (argument) => copyReport(services, idOf(argument)),
    copyRestoreId: (argument) => copyRestoreId(services, idOf(argument)),
    openSpec: (argument) => openSpec(services, idOf(argument)),
    compareSpec: (argument) => compareSpec(services, idOf(argument)),
    removeJob: (argument, all) => removeJob(services, idOf(argument), idsOf(all)),
    resolveJob: (argument) => resolveJob(services, idOf(argument)),
    submitAgain: async (argument) => (await submission()).submitAgain(services, idOf(argument)),
    searchJobs: () => searchJobs(services),
    exportJobs: () => exportJobs(services),
    filterJobs: () => filterJobs(services),
    clearFilter: () => clearFilter(services),
    showElsewhere: () => setElsewhereShown(services, true),
    hideElsewhere: () => setElsewhereShown(services, false),
    selectRegion: () => selectRegion(),
    startSandbox: () => startSandbox(services),
    stopSandbox: () => stopSandbox(services),
    showLog: () => services.log.show(),
    explainProblem: (argument) => explainProblem(idOf(argument)),
  };
  const run = (command: Command) => async (argument: unknown, all: unknown) => {
    try {
      await command(argument, all);
    } catch (error) {
      services.log.error(error instanceof Error ? error : String(error));
      showError(error);
    }
  };
  return vscode.Disposable.from(
    serveRequestPages(services.accounts),
    ...Object.entries(table).map(([name, command]) =>
      vscode.commands.registerCommand(commands[name as keyof typeof commands], run(command)),
    ),
  );
}
