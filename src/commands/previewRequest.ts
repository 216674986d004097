import type * as vscode from 'vscode';
import { specDocument } from '../ui/specDocuments.ts';
import type { RequestPages } from '../views/requestPages.ts';

/** Shows what a spec would send, beside it. @throws UserError where there is no spec */
export async function previewRequest(pages: RequestPages, uri?: vscode.Uri): Promise<void> {
  await pages.show(await specDocument(uri, { orVersion: true }));
}
