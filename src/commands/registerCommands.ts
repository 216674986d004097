/** Registers every command under its name. What the commands do is loaded when one of them is first called. */
import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import type { CommandDependencies } from './commandDependencies.ts';

export function registerCommands(dependencies: CommandDependencies): vscode.Disposable {
  return vscode.Disposable.from(
    ...(Object.keys(commands) as (keyof typeof commands)[]).map((name) =>
      vscode.commands.registerCommand(commands[name], async (argument: unknown, all: unknown) => {
        const { runCommand } = await import('./commandTable.ts');
        await runCommand(name, dependencies, argument, all);
      }),
    ),
  );
}
