/** The jobs that a key in the list is meant for. */
import * as vscode from 'vscode';
import { groupFrom } from './groupRow.ts';

/** Selects the row in focus, or takes it out of what is selected. It opens nothing. */
const toggleSelection = 'list.toggleSelection';

/**
 * The jobs that are selected where the row in focus is one of them, else the one in focus. The arrow keys move the focus alone, while
 * VS Code tells an extension of the selection alone. The row in focus is the one that changes as its selection is toggled.
 */
export async function focusedRows(view: Pick<vscode.TreeView<string>, 'selection'>): Promise<string[]> {
  const selected = view.selection;
  await vscode.commands.executeCommand(toggleSelection);
  const toggled = view.selection;
  await vscode.commands.executeCommand(toggleSelection);
  const focused = toggled.filter((element) => !selected.includes(element));
  return (focused.length > 0 ? focused : selected).filter((element) => groupFrom(element) === undefined);
}
