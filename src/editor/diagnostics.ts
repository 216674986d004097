/** What VS Code's JSON support can't say of a spec, in the Problems panel. */
import * as vscode from 'vscode';
import { isSpec } from '../spec/fileName.ts';
import type { Problem } from '../spec/problem.ts';

/** Long enough that a person who types is not interrupted, in ms. */
const quietMs = 200;

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  information: vscode.DiagnosticSeverity.Information,
} as const;

/** The range of a place in the text that was judged. */
export function rangeOf(
  document: vscode.TextDocument,
  { offset, length }: Pick<Problem, 'offset' | 'length'>,
): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

function toDiagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(document, problem), problem.message, severities[problem.severity]);
  diagnostic.source = 'Cloud Backup';
  diagnostic.code = problem.code;
  return diagnostic;
}

export function registerDiagnostics(): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('cloudBackupRestore');
  const timers = new Map<string, NodeJS.Timeout>();

  const refresh = async (document: vscode.TextDocument) => {
    const { version } = document;
    const { judge, readSpec } = await import('../spec/spec.ts');
    if (document.isClosed || document.version !== version) return;
    const own = judge(readSpec(document.getText())).filter(({ saidBy }) => saidBy === 'own');
    collection.set(
      document.uri,
      own.map((problem) => toDiagnostic(document, problem)),
    );
  };
  const stop = (document: vscode.TextDocument) => {
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.delete(key);
  };
  const schedule = (document: vscode.TextDocument, ms: number) => {
    if (!isSpec(document.uri.path)) return;
    stop(document);
    timers.set(
      document.uri.toString(),
      setTimeout(() => void refresh(document), ms),
    );
  };

  for (const document of vscode.workspace.textDocuments) schedule(document, 0);
  return vscode.Disposable.from(
    collection,
    { dispose: () => timers.forEach((timer) => clearTimeout(timer)) },
    vscode.workspace.onDidOpenTextDocument((document) => schedule(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => schedule(document, quietMs)),
    vscode.workspace.onDidCloseTextDocument((document) => {
      stop(document);
      collection.delete(document.uri);
    }),
  );
}
