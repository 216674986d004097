/** Every command under its name, with one way for what goes wrong. */
import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import { cancelJob } from './cancelJob.ts';
import { copyRestoreId } from './copyRestoreId.ts';
import { copyRequestAs } from './copyRequestAs.ts';
import { explainProblem } from './explainProblem.ts';
import { importSpec } from './importSpec.ts';
import { newSpec } from './newSpec.ts';
import { openSpec } from './openSpec.ts';
import { previewRequest, serveRequestPages } from './previewRequest.ts';
import { refreshJobs } from './refreshJobs.ts';
import { removeJob } from './removeJob.ts';
import { resolveJob } from './resolveJob.ts';
import { selectRegion } from './selectRegion.ts';
import type { Services } from './services.ts';
import { startSandbox } from './startSandbox.ts';
import { stopSandbox } from './stopSandbox.ts';
import { showError } from './userError.ts';

type Command = (argument: unknown) => void | Promise<void>;

/** A menu of the tree passes the row's element, which is an id; anything else is no job. */
const idOf = (argument: unknown) => (typeof argument === 'string' ? argument : undefined);
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
    copyRestoreId: (argument) => copyRestoreId(services, idOf(argument)),
    openSpec: (argument) => openSpec(services, idOf(argument)),
    removeJob: (argument) => removeJob(services, idOf(argument)),
    resolveJob: (argument) => resolveJob(services, idOf(argument)),
    submitAgain: async (argument) => (await submission()).submitAgain(services, idOf(argument)),
    selectRegion: () => selectRegion(),
    startSandbox: () => startSandbox(services),
    stopSandbox: () => stopSandbox(services),
    showLog: () => services.log.show(),
    explainProblem: (argument) => explainProblem(idOf(argument)),
  };
  const run = (command: Command) => async (argument: unknown) => {
    try {
      await command(argument);
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
