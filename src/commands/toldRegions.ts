/** The regions that the service has told of, beyond those that are known from the start. */
import type * as vscode from 'vscode';

const key = 'regions';

export function toldRegions(globalState: vscode.Memento): readonly string[] {
  return globalState.get<readonly string[]>(key, []);
}

/** @returns whether they are others than before */
export async function keepRegions(globalState: vscode.Memento, ids: readonly string[]): Promise<boolean> {
  if (JSON.stringify(toldRegions(globalState)) === JSON.stringify(ids)) return false;
  await globalState.update(key, ids);
  return true;
}
