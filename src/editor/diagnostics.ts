/** The problems of specs in the Problems panel. */
import * as vscode from 'vscode';
import { redact } from '../cloud/redaction/secrets.ts';
import { isSpecFile, commands } from '../ids.ts';
import type { Diagnostic } from '../restoreSpec/diagnostic.ts';
import { namesSchema, ownDiagnostics, type JsonSupport } from '../restoreSpec/index.ts';
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

/** From here on, VS Code's JSON support numbers errors of the text, and of schemas that can't be loaded. */
const otherErrorsFrom = 0x100;

const breaksSchema = ({ code }: vscode.Diagnostic) => typeof code !== 'number' || code < otherErrorsFrom;

/** What VS Code's JSON support does with a document. */
function jsonSupportFor(document: vscode.TextDocument): JsonSupport {
  const isJson = document.languageId === 'json' || document.languageId === 'jsonc';
  const isOn = isJson && vscode.workspace.getConfiguration(undefined, document).get<boolean>(validationSetting, true);
  const reported = () =>
    vscode.languages
      .getDiagnostics(document.uri)
      .filter((each) => each.source !== diagnosticSource && breaksSchema(each))
      .map(({ range }) => document.offsetAt(range.start));
  let known: Set<number> | undefined;
  return { isOn, reportedAt: (offset) => (known ??= new Set(reported())).has(offset) };
}

/** @param live what the service told of, where something can ask it */
export function registerDiagnostics(live?: LiveValueSource): vscode.Disposable {
  if (live) useLiveValues(live);
  const collection = vscode.languages.createDiagnosticCollection('cloudBackupRestore');
  const timers = new Map<string, NodeJS.Timeout>();
  /** The documents that name a schema: what is shown of them changes with what VS Code's JSON support reports. */
  const withSchema = new Map<string, { readonly document: vscode.TextDocument; readonly shown: string }>();

  const refresh = (document: vscode.TextDocument) => {
    const open = readOpenSpec(document);
    const own = open ? ownDiagnostics(open.spec, open.problems, jsonSupportFor(document)) : [];
    const key = document.uri.toString();
    if (open && namesSchema(open.spec)) {
      const shown = JSON.stringify(own);
      // To set the same again would be told as a change, and end in no end of changes.
      if (withSchema.get(key)?.shown === shown) return;
      withSchema.set(key, { document, shown });
    } else withSchema.delete(key);
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
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (withSchema.size === 0) return;
      for (const uri of uris) {
        const document = withSchema.get(uri.toString())?.document;
        // Between a keystroke and its refresh, the problems shown are those of the text before it.
        if (document && !timers.has(uri.toString())) refresh(document);
      }
    }),
    vscode.workspace.onDidOpenTextDocument(refreshNow),
    vscode.workspace.onDidChangeTextDocument(({ document }) => refreshLater(document)),
    vscode.workspace.onDidCloseTextDocument((document) => {
      stop(document);
      withSchema.delete(document.uri.toString());
      collection.delete(document.uri);
    }),
  );
}
