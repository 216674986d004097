/** Every command under its name, with one way for what goes wrong. */
import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import { clearFilter } from './clearFilter.ts';
import { copyRestoreId } from './copyRestoreId.ts';
import { copyRequestAs } from './copyRequestAs.ts';
import { explainProblem } from './explainProblem.ts';
import { importSpec } from './importSpec.ts';
import { previewRequest, serveRequestPages } from './previewRequest.ts';
import { refreshJobs } from './refreshJobs.ts';
import { resolveJob } from './resolveJob.ts';
import { serveReports } from './serveReports.ts';
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
/** The same for what asks a person. */
const asking = () => import('./asking.ts');
/** The same for what is done about jobs that run. */
const following = () => import('./following.ts');
/** The same for what is done with jobs that were submitted. */
const history = () => import('./history.ts');

export function registerCommands(services: Services): vscode.Disposable {
  const table: Record<keyof typeof commands, Command> = {
    submit: async (argument) => (await submission()).submit(services, uriOf(argument)),
    newSpec: async () => (await asking()).newSpec(),
    previewRequest: (argument) => previewRequest(uriOf(argument)),
    copyRequestAs: (argument) => copyRequestAs(services.accounts, uriOf(argument)),
    importSpec: () => importSpec(),
    refreshJobs: () => refreshJobs(services),
    cancelJob: async (argument) => (await following()).cancelJob(services, idOf(argument)),
    openReport: async (argument) => (await history()).openReport(services, idOf(argument)),
    copyReport: async (argument) => (await history()).copyReport(services, idOf(argument) ?? uriOf(argument)),
    copyRestoreId: (argument) => copyRestoreId(services, idOf(argument)),
    openSpec: async (argument) => (await history()).openSpec(services, idOf(argument)),
    compareSpec: async (argument) => (await history()).compareSpec(services, idOf(argument)),
    removeJob: async (argument, all) => (await history()).removeJob(services, idOf(argument), idsOf(all)),
    resolveJob: (argument) => resolveJob(services, idOf(argument)),
    submitAgain: async (argument) => (await submission()).submitAgain(services, idOf(argument)),
    searchJobs: async () => (await history()).searchJobs(services),
    exportJobs: async (argument) => (await history()).exportJobs(services, uriOf(argument)),
    filterJobs: async () => (await asking()).filterJobs(services),
    clearFilter: () => clearFilter(services),
    showElsewhere: async () => (await following()).setElsewhereShown(services, true),
    hideElsewhere: async () => (await following()).setElsewhereShown(services, false),
    selectProfile: async () => (await asking()).selectProfile(services),
    selectRegion: async () => (await asking()).selectRegion(services),
    addAccessKey: async () => (await asking()).addAccessKey(services),
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
    serveReports(services),
    ...Object.entries(table).map(([name, command]) =>
      vscode.commands.registerCommand(commands[name as keyof typeof commands], run(command)),
    ),
  );
}
