/** What VS Code's JSON support can't say of a spec, in the Problems panel. */
import * as vscode from 'vscode';
import { withoutSecrets } from '../cloud/secrets.ts';
import { commands } from '../ids.ts';
import { isSpec } from '../spec/fileName.ts';
import type { Problem } from '../spec/problem.ts';
import { knowRegions, openSpec, type ToldRegions } from './documents.ts';
import { rangeOf } from './rangeOf.ts';

/** Long enough that a person who types is not interrupted, in ms. */
const quietMs = 200;

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

const diagnosticSource = 'Cloud Backup';

/**
 * A link to what the documentation says of a rule. It is a command: the documentation is a file of the extension, which
 * a link of its own would open as Markdown source at its first line.
 */
function explanation(code: Problem['code']): vscode.Uri {
  return vscode.Uri.from({ scheme: 'command', path: commands.explainProblem, query: JSON.stringify([code]) });
}

function toDiagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const message = withoutSecrets(problem.message);
  const diagnostic = new vscode.Diagnostic(rangeOf(document, problem), message, severities[problem.severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: problem.code, target: explanation(problem.code) };
  return diagnostic;
}

/** @param told regions that the service has told of, where something could ask it */
export function registerDiagnostics(told?: ToldRegions): vscode.Disposable {
  if (told) knowRegions(told.get);
  const collection = vscode.languages.createDiagnosticCollection('cloudBackupRestore');
  const timers = new Map<string, NodeJS.Timeout>();

  const refresh = (document: vscode.TextDocument) => {
    const own = openSpec(document)?.problems.filter(({ saidBy }) => saidBy === 'own') ?? [];
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
  const refreshLater = (document: vscode.TextDocument) => {
    if (!isSpec(document.uri.path)) return;
    stop(document);
    timers.set(
      document.uri.toString(),
      setTimeout(() => refresh(document), quietMs),
    );
  };
  const refreshNow = (document: vscode.TextDocument) => {
    if (isSpec(document.uri.path)) refresh(document);
  };

  const refreshAll = () => vscode.workspace.textDocuments.forEach(refreshNow);
  refreshAll();
  return vscode.Disposable.from(
    collection,
    ...(told ? [told.onDidChange(refreshAll)] : []),
    { dispose: () => timers.forEach((timer) => clearTimeout(timer)) },
    vscode.workspace.onDidOpenTextDocument(refreshNow),
    vscode.workspace.onDidChangeTextDocument(({ document }) => refreshLater(document)),
    vscode.workspace.onDidCloseTextDocument((document) => {
      stop(document);
      collection.delete(document.uri);
    }),
  );
}
