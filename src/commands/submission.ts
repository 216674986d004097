/** The chunk of what submits; loaded with the first submission. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

export { submit } from './submit.ts';
export { submitAgain } from './submitAgain.ts';

if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
