/** Registers every command under its name. A command's file is loaded when the command is first called. */
import * as vscode from 'vscode';
import { errorText } from '../cloud/logFormat.ts';
import { commands } from '../ids.ts';
import type { PreflightLoader, Services } from '../services.ts';
import type { RequestPages } from '../views/requestPages.ts';

export interface CommandDependencies extends Omit<Services, 'accounts'>, PreflightLoader {
  readonly loadAccounts: () => Promise<Services['accounts']>;
  readonly loadRequestPages: () => Promise<RequestPages>;
  /** The jobs that a key in the list is meant for. */
  readonly focusedRows: () => Promise<readonly string[]>;
}

/** A menu of the tree passes the row that it was opened on, then all rows that are selected. */
type Command = (argument: unknown, all: unknown) => void | Promise<void>;

/** The id of a job, which a menu of the tree passes as the row's element; or the code of a diagnostic. */
const textIn = (argument: unknown) => (typeof argument === 'string' ? argument : undefined);
const textsIn = (all: unknown) =>
  Array.isArray(all) ? all.filter((each): each is string => typeof each === 'string') : [];
/** Whether a key in the list called the command. It then passes what package.json says, and no row. */
const isOfFocus = (argument: unknown) => typeof argument === 'object' && argument !== null && 'ofFocus' in argument;
const uriIn = (argument: unknown) => (argument instanceof vscode.Uri ? argument : undefined);

export function registerCommands(dependencies: CommandDependencies): vscode.Disposable {
  const { jobs, sandbox, log, loadAccounts, loadRequestPages, focusedRows } = dependencies;
  const loadServices = async (): Promise<Services & PreflightLoader> => ({
    ...dependencies,
    accounts: await loadAccounts(),
  });
  const table: Record<keyof typeof commands, Command> = {
    submit: async (argument) => (await import('./submit.ts')).submit(await loadServices(), uriIn(argument)),
    newSpec: async () => (await import('./newSpec.ts')).newSpec((await loadAccounts()).live),
    trySample: async () => (await import('./trySample.ts')).trySample(await loadServices()),
    previewRequest: async (argument) =>
      (await import('./previewRequest.ts')).previewRequest(await loadRequestPages(), uriIn(argument)),
    preflight: async (argument) => (await import('./preflight.ts')).preflight(await loadServices(), uriIn(argument)),
    copyRequestAs: async (argument) =>
      (await import('./copyRequestAs.ts')).copyRequestAs(await loadAccounts(), uriIn(argument)),
    importSpec: async () => (await import('./importSpec.ts')).importSpec(),
    refreshJobs: async () => (await import('./refreshJobs.ts')).refreshJobs(await loadServices()),
    cancelJob: async (argument) => (await import('./cancelJob.ts')).cancelJob(await loadServices(), textIn(argument)),
    openReport: async (argument) => (await import('./openReport.ts')).openReport(jobs, textIn(argument)),
    copyReport: async (argument) =>
      (await import('./copyReport.ts')).copyReport(jobs, textIn(argument) ?? uriIn(argument)),
    copyRestoreId: async (argument, all) =>
      (await import('./copyRestoreId.ts')).copyRestoreId(jobs, textIn(argument), textsIn(all)),
    openSpec: async (argument) => (await import('./openSpec.ts')).openSpec(dependencies, textIn(argument)),
    compareSpec: async (argument) => (await import('./compareSpec.ts')).compareSpec(dependencies, textIn(argument)),
    removeJob: async (argument, all) =>
      (await import('./removeJob.ts')).removeJob(dependencies, textIn(argument), textsIn(all)),
    resolveJob: async (argument) =>
      (await import('./resolveJob.ts')).resolveJob(await loadServices(), textIn(argument)),
    rejectAdoption: async (argument) => (await import('./rejectAdoption.ts')).rejectAdoption(jobs, textIn(argument)),
    submitAgain: async (argument) =>
      (await import('./submitAgain.ts')).submitAgain(await loadServices(), textIn(argument)),
    searchJobs: async () => (await import('./searchJobs.ts')).searchJobs(jobs),
    exportJobs: async (argument) => (await import('./exportJobs.ts')).exportJobs(jobs, uriIn(argument)),
    filterJobs: async () => (await import('./filterJobs.ts')).filterJobs(jobs),
    clearFilter: async () => (await import('./clearFilter.ts')).clearFilter(jobs.filter),
    showElsewhere: async () => (await import('./showElsewhere.ts')).showElsewhere(await loadServices()),
    hideElsewhere: async () => (await import('./hideElsewhere.ts')).hideElsewhere(jobs),
    selectProfile: async () => (await import('./selectProfile.ts')).selectProfile(await loadServices()),
    selectRegion: async () => (await import('./selectRegion.ts')).selectRegion(await loadServices()),
    addAccessKey: async () => (await import('./addAccessKey.ts')).addAccessKey(await loadServices()),
    startSandbox: async () => (await import('./startSandbox.ts')).startSandbox({ sandbox, log }),
    stopSandbox: async () => (await import('./stopSandbox.ts')).stopSandbox({ sandbox, log }),
    showLog: () => log.show(),
    explainProblem: async (argument) => (await import('./explainProblem.ts')).explainProblem(textIn(argument)),
  };
  const run = (command: Command) => async (argument: unknown, all: unknown) => {
    try {
      if (!isOfFocus(argument)) return await command(argument, all);
      const rows = await focusedRows();
      if (rows.length > 0) await command(rows[0], rows);
    } catch (error) {
      // What a person can put right is no fault of the code, and its stack would help nobody.
      log.error(error instanceof Error && !('nextStep' in error) ? error : errorText(error));
      const { showError } = await import('../ui/showError.ts');
      showError(error);
    }
  };
  return vscode.Disposable.from(
    ...Object.entries(table).map(([name, command]) =>
      vscode.commands.registerCommand(commands[name as keyof typeof commands], run(command)),
    ),
  );
}
