/** The account of a sandbox, as what the editor and the steps of a new spec read values of; and what completion offers of it. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useLiveValues } from '../../src/editor/openSpecs.ts';
import type { AccountReader } from '../../src/live/accountReader.ts';
import { noLiveValues } from '../../src/restoreSpec/liveValues.ts';
import type { LiveAccounts } from '../../src/services.ts';
import type { Sandbox } from '../hosts/testSandbox.ts';

/** The region of the account where a spec names none. */
export const region = 'cn-hangzhou';

/** @param signer another one than the sandbox's where the endpoint is none of a sandbox */
export function liveAccountsOf(
  { endpoint }: Pick<Sandbox, 'endpoint'>,
  reader: AccountReader,
  signer: 'sandbox' | 'environment' = 'sandbox',
): LiveAccounts {
  const of = (specRegion = region) => ({
    account: { signer, profile: 'tests', region: specRegion, endpoint } as const,
    reader,
  });
  return { of: () => of(), whileTyping: (specRegion) => Promise.resolve(of(specRegion)) };
}

/** Has the editor's providers read values of the sandbox's account. */
export function useAccountOf(...account: Parameters<typeof liveAccountsOf>): void {
  const live = liveAccountsOf(...account);
  useLiveValues({ get: () => noLiveValues, accounts: () => Promise.resolve({ live }) });
}

/** Leaves the editor's providers without an account, as they were. */
export const useNoAccount = (): void => useLiveValues({ get: () => noLiveValues });

/** What completion offers at a place. */
export async function completionsAt(
  document: vscode.TextDocument,
  at: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const { executeCommand } = vscode.commands;
  const command = 'vscode.executeCompletionItemProvider';
  return (await executeCommand<vscode.CompletionList>(command, document.uri, at)).items;
}

/** What of it is the account's. */
export async function liveItemsAt(
  document: vscode.TextDocument,
  at: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  return (await completionsAt(document, at)).filter(({ sortText }) => /^1\d{4}$/.test(sortText ?? ''));
}

/** The same, asked again until it has been read, as a person's next key does. */
export async function readLiveItems(
  document: vscode.TextDocument,
  at: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  for (;;) {
    const items = await liveItemsAt(document, at);
    if (items.length > 0) return items;
  }
}

/** Chooses an item as VS Code does, with what it changes elsewhere. @returns the text after it */
export async function chooseItem(document: vscode.TextDocument, item: vscode.CompletionItem): Promise<string> {
  const edit = new vscode.WorkspaceEdit();
  assert.ok(item.range instanceof vscode.Range && typeof item.insertText === 'string');
  edit.set(document.uri, [new vscode.TextEdit(item.range, item.insertText), ...(item.additionalTextEdits ?? [])]);
  await vscode.workspace.applyEdit(edit);
  return document.getText();
}
