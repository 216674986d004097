/** The problems of specs in the Problems panel. */
import * as vscode from 'vscode';
import { redact } from '../cloud/redaction/secrets.ts';
import { isSpecFile, commands } from '../ids.ts';
import type { Diagnostic } from '../restoreSpec/diagnostic.ts';
import { ownDiagnostics } from '../restoreSpec/index.ts';
import { useLiveValues, readOpenSpec, type LiveValueSource } from './openSpecs.ts';
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
function explanation(code: Diagnostic['code']): vscode.Uri {
  return vscode.Uri.from({ scheme: 'command', path: commands.explainProblem, query: JSON.stringify([code]) });
}

function toDiagnostic(document: vscode.TextDocument, problem: Diagnostic): vscode.Diagnostic {
  const message = redact(problem.message);
  const diagnostic = new vscode.Diagnostic(rangeOf(document, problem), message, severities[problem.severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: problem.code, target: explanation(problem.code) };
  return diagnostic;
}

const validationSetting = 'json.validate.enable';

/** Whether VS Code's JSON support says that a document is no JSON. */
const saysSyntax = (document: vscode.TextDocument) =>
  ['json', 'jsonc'].includes(document.languageId) &&
  vscode.workspace.getConfiguration(undefined, document).get<boolean>(validationSetting, true);

/** @param live what the service told of, where something can ask it */
export function registerDiagnostics(live?: LiveValueSource): vscode.Disposable {
  if (live) useLiveValues(live);
  const collection = vscode.languages.createDiagnosticCollection('cloudBackupRestore');
  const timers = new Map<string, NodeJS.Timeout>();

  const refresh = (document: vscode.TextDocument) => {
    const open = readOpenSpec(document);
    const own = open ? ownDiagnostics(open.problems, saysSyntax(document)) : [];
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
    if (!isSpecFile(document.uri.path)) return;
    stop(document);
    timers.set(
      document.uri.toString(),
      setTimeout(() => {
        timers.delete(document.uri.toString());
        refresh(document);
      }, quietMs),
    );
  };
  const refreshNow = (document: vscode.TextDocument) => {
    if (isSpecFile(document.uri.path)) refresh(document);
  };

  const refreshAll = () => vscode.workspace.textDocuments.forEach(refreshNow);
  refreshAll();
  return vscode.Disposable.from(
    collection,
    ...(live ? [live.onDidChange(refreshAll)] : []),
    { dispose: () => timers.forEach((timer) => clearTimeout(timer)) },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(validationSetting)) refreshAll();
    }),
    vscode.workspace.onDidOpenTextDocument(refreshNow),
    vscode.workspace.onDidChangeTextDocument(({ document }) => refreshLater(document)),
    vscode.workspace.onDidCloseTextDocument((document) => {
      stop(document);
      collection.delete(document.uri);
    }),
  );
}
