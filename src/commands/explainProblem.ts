import * as vscode from 'vscode';
import { extensionId } from '../ids.ts';
import { showDocument } from '../ui/showDocument.ts';
import { UserError } from '../userError.ts';

/** The preview of VS Code's own Markdown support; it goes to the heading that the fragment names. */
const showPreview = 'markdown.showPreview';

/**
 * Shows what the documentation says of a problem that a spec can have.
 *
 * @param code the rule, as a diagnostic has it; the whole page without it
 */
export async function explainProblem(code = ''): Promise<void> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (!extension)
    throw new UserError(vscode.l10n.t('The extension is not loaded.'), vscode.l10n.t('Reload the window.'));
  const page = vscode.Uri.joinPath(extension.extensionUri, 'docs', 'diagnostics.md');
  const known = await vscode.commands.getCommands();
  // Someone may have disabled it.
  if (!known.includes(showPreview)) await showDocument(await vscode.workspace.openTextDocument(page));
  else await vscode.commands.executeCommand(showPreview, page.with({ fragment: code.toLowerCase() }));
}
