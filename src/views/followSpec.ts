/** Where a spec is, while it is saved for the first time or renamed. */
import * as vscode from 'vscode';
import { isSpecFile } from '../ids.ts';

export interface FollowedSpec extends vscode.Disposable {
  readonly uri: () => vscode.Uri;
  readonly onDidMove: vscode.Event<void>;
}

/** Where a file is after it, or a folder that it is in, was renamed. */
function renamed(uri: vscode.Uri, { oldUri, newUri }: { oldUri: vscode.Uri; newUri: vscode.Uri }): vscode.Uri {
  if (uri.toString() === oldUri.toString()) return newUri;
  const isWithin = uri.with({ path: oldUri.path }).toString() === oldUri.toString();
  if (!isWithin || !uri.path.startsWith(`${oldUri.path}/`)) return uri;
  return newUri.with({ path: newUri.path + uri.path.slice(oldUri.path.length) });
}

/**
 * Follows a spec. VS Code doesn't tell as what an untitled document was saved: it opens an empty file, gives it the text, then empties the
 * untitled document and closes it.
 */
export function followSpec(spec: vscode.TextDocument): FollowedSpec {
  let { uri } = spec;
  const moved = new vscode.EventEmitter<void>();
  /** What it said before it was emptied. Saving may add or take away blanks at the end. */
  let lastText = spec.getText().trimEnd();
  /** Specs that were opened while this one was untitled: one of them may be what it was saved as. */
  const opened = new Set<vscode.TextDocument>();

  function moveTo(next: vscode.Uri): void {
    uri = next;
    opened.clear();
    moved.fire();
  }

  const listening = vscode.Disposable.from(
    moved,
    vscode.workspace.onDidOpenTextDocument((document) => {
      const { scheme, path } = document.uri;
      if (uri.scheme !== 'untitled' || scheme === 'untitled' || !isSpecFile(path)) return;
      opened.add(document);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === spec) lastText = spec.getText().trimEnd() || lastText;
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      opened.delete(document);
      if (document !== spec || uri.scheme !== 'untitled') return;
      const saved = [...opened].filter((each) => each.getText().trimEnd() === lastText);
      const next = saved.find((each) => each.uri.path === uri.path) ?? saved.at(-1);
      if (next) moveTo(next.uri);
    }),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      const next = files.reduce(renamed, uri);
      if (next.toString() !== uri.toString()) moveTo(next);
    }),
  );
  return { uri: () => uri, onDidMove: moved.event, dispose: () => void listening.dispose() };
}
