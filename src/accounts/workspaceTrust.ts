import * as vscode from 'vscode';
import { manageTrust } from '../ids.ts';
import { UserError, withOfferedCommands } from '../userError.ts';

/** @throws UserError in Restricted Mode, where no credentials are read and nothing is signed */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  const refusal = new UserError(
    vscode.l10n.t('This workspace is not trusted, so no credentials are read and nothing is signed in it.'),
    vscode.l10n.t('Trust it with "Workspaces: Manage Workspace Trust", or open the spec elsewhere.'),
  );
  throw withOfferedCommands(refusal, manageTrust);
}
