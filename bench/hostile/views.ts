/** The surfaces that VS Code draws, made by the product's own code inside a real VS Code. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import * as vscode from 'vscode';
import { confirmed } from '../../src/commands/confirm.ts';
import { pickJob } from '../../src/commands/pickJob.ts';
import { searchJobs } from '../../src/commands/searchJobs.ts';
import type { Accounts, Services } from '../../src/commands/services.ts';
import { showError, UserError } from '../../src/commands/userError.ts';
import { registerEditor } from '../../src/editor/editor.ts';
import { activityOf } from '../../src/jobs/activity.ts';
import { groupOf, rowOf, type JobRow } from '../../src/jobs/row.ts';
import { createStore } from '../../src/jobs/store.ts';
import { lookOf } from '../../src/views/accountItem.ts';
import { groupRow } from '../../src/views/groupRow.ts';
import { showEnded } from '../../src/views/jobEnded.ts';
import { showReport } from '../../src/views/jobReport.ts';
import { jobRow } from '../../src/views/jobRow.ts';
import { jobTooltip } from '../../src/views/jobTooltip.ts';
import { createLog } from '../../src/views/log.ts';
import { statusBarOf } from '../../src/views/statusBar.ts';
import { hostileJob, hostileSpec } from './jobs.ts';
import type { Kind, Shown } from './judges.ts';

type Record_ = Record<string, unknown>;

/** Puts stand-ins for functions of VS Code's API; the result takes them away again. */
function standIns(...all: (readonly [target: object, functions: Record_])[]): () => void {
  const before = all.map(([target, functions]) => {
    const own = target as Record_;
    const kept = Object.fromEntries(Object.keys(functions).map((name) => [name, own[name]]));
    Object.assign(target, functions);
    return () => void Object.assign(target, kept);
  });
  return () => before.forEach((restore) => restore());
}

const textOf = (value: unknown): string =>
  value instanceof vscode.MarkdownString ? value.value : typeof value === 'string' ? value : '';

/** Words that VS Code draws as a symbol, where they are ours. */
const ownIcons = /^\$\((?:question|sync~spin|account|warning|beaker|history|play)\) /;

export interface Views {
  surfaces(text: string, index: number): Promise<Shown[]>;
  dispose(): void;
}

/** Collects what message boxes, lists and logs are given instead of showing it. */
export function openViews(): Views {
  let shown: Shown[] = [];
  const show = (surface: string, kind: Kind, ...texts: unknown[]) =>
    shown.push(...texts.map((text) => ({ surface, kind, text: textOf(text) })));

  const message = (text: string, options?: unknown) => {
    const { modal, detail } = (typeof options === 'object' ? options : {}) as vscode.MessageOptions;
    if (modal) {
      show('a question', 'line', text);
      shown.push({ surface: 'the details of a question', kind: 'dialog', text: detail ?? '', count: lines });
    } else show('a message', 'message', text);
    return Promise.resolve(undefined);
  };
  /** How many lines the details of the next question have; undefined while they are counted. */
  let lines: number | undefined;
  const rowTexts = (items: readonly vscode.QuickPickItem[]) =>
    items.forEach(({ label, description, detail }) => show('a row of a list', 'icons', label, description, detail));
  const list = () => {
    const events = { accept: () => undefined, hide: () => undefined };
    const pick = {
      ...{ items: [] as vscode.QuickPickItem[], title: '', value: '', activeItems: [], dispose: () => undefined },
      onDidChangeValue: () => undefined,
      onDidAccept: () => undefined,
      onDidTriggerItemButton: () => undefined,
      onDidHide: (listener: () => undefined) => (events.hide = listener),
      show() {
        show('the title of a list', 'line', pick.title);
        rowTexts(pick.items);
        events.hide();
      },
    };
    return pick;
  };
  const channel = (name: string) => {
    const write = (text: string) => show('the log', 'log', text);
    return { name, trace: write, debug: write, info: write, warn: write, error: write, dispose: () => undefined };
  };

  const providers: Record_ = {};
  const provider = (name: string) => (_: unknown, given: unknown) => {
    providers[name] = given;
    return { dispose: () => undefined };
  };
  let opened: ((document: vscode.TextDocument) => void) | undefined;
  let page: vscode.Uri | undefined;
  const restore = standIns(
    [
      vscode.window,
      {
        ...{ showInformationMessage: message, showWarningMessage: message, showErrorMessage: message },
        ...{ createQuickPick: list, createOutputChannel: channel },
        showQuickPick(items: readonly vscode.QuickPickItem[], options: vscode.QuickPickOptions) {
          show('the title of a list', 'line', options.title);
          rowTexts(items);
          return Promise.resolve(undefined);
        },
      },
    ],
    [
      vscode.languages,
      {
        registerHoverProvider: provider('hover'),
        registerCodeLensProvider: provider('codeLens'),
        registerInlayHintsProvider: provider('hints'),
        registerDocumentSymbolProvider: provider('symbols'),
        registerCompletionItemProvider: provider('completion'),
        registerCodeActionsProvider: provider('actions'),
        createDiagnosticCollection: () => ({
          set(_: vscode.Uri, all: readonly vscode.Diagnostic[]) {
            for (const { message, source, code } of all) {
              show('a diagnostic', 'line', message, source);
              const { target } = code as { target: vscode.Uri };
              if (!/^[\w.:?%]*$/.test(target.toString()))
                show('a link of a diagnostic', 'line', `\u0000${target.toString()}`);
            }
          },
          delete: () => undefined,
          dispose: () => undefined,
        }),
      },
    ],
    [
      vscode.workspace,
      {
        onDidOpenTextDocument: (listener: typeof opened) => {
          opened = listener;
          return { dispose: () => undefined };
        },
        openTextDocument(uri: vscode.Uri) {
          page = uri;
          return Promise.reject(new Error('only its name is wanted'));
        },
      },
    ],
  );

  const store = createStore();
  let rows: readonly JobRow[] = [];
  const editor = registerEditor({ ...store, rows: () => rows });
  const log = createLog('Hostile');
  const accounts = {
    choiceOf: () => Promise.resolve(undefined),
    isKnownRegion: () => Promise.resolve(true),
  } as unknown as Accounts;
  const services = {
    store: { row: () => undefined, rows: () => rows, get: () => undefined },
    loadPast: () => Promise.resolve(),
    accounts,
  } as unknown as Services;

  function documentOf(text: string, index: number): vscode.TextDocument {
    const source = JSON.stringify(hostileSpec(text, index), null, 1);
    const uri = vscode.Uri.parse(`untitled:hostile-${index}.restore.json`);
    const whole = TextDocument.create(uri.toString(), 'json', 1, source);
    return {
      ...{ uri, version: 1, languageId: 'json', lineCount: whole.lineCount, getText: () => source },
      positionAt(offset: number) {
        const { line, character } = whole.positionAt(offset);
        return new vscode.Position(line, character);
      },
      offsetAt: (position: vscode.Position) => whole.offsetAt(position),
    } as unknown as vscode.TextDocument;
  }

  const symbolTexts = (symbols: readonly vscode.DocumentSymbol[]) => {
    for (const { name, detail, children } of symbols) {
      show('the outline', 'line', name, detail);
      symbolTexts(children);
    }
  };

  function editorTexts(document: vscode.TextDocument): void {
    const token = new vscode.CancellationTokenSource().token;
    const source = document.getText();
    const range = new vscode.Range(new vscode.Position(0, 0), document.positionAt(source.length));
    const places = ['Options', 'UdmDetail', 'TargetCreateTime'].flatMap((name) =>
      [5, 6].map((after) => source.indexOf(name) + name.length + after),
    );
    const all = providers as {
      hover: vscode.HoverProvider;
      codeLens: vscode.CodeLensProvider;
      hints: vscode.InlayHintsProvider;
      symbols: vscode.DocumentSymbolProvider;
      completion: vscode.CompletionItemProvider;
      actions: vscode.CodeActionProvider;
    };
    opened?.(document);
    for (const position of places.map((offset) => document.positionAt(offset))) {
      const hover = all.hover.provideHover(document, position, token) as vscode.Hover | undefined;
      for (const content of hover?.contents ?? []) {
        const { isTrusted, supportHtml, supportThemeIcons, value } = content as vscode.MarkdownString;
        show('a hover', 'page', value);
        if (isTrusted ?? supportHtml ?? supportThemeIcons) show('a hover', 'line', '\u0000it may do more');
      }
      const context = { triggerKind: vscode.CompletionTriggerKind.Invoke, triggerCharacter: undefined };
      const items = all.completion.provideCompletionItems(
        document,
        position,
        token,
        context,
      ) as vscode.CompletionItem[];
      for (const { label, detail, documentation } of items) {
        const { label: name, description } = typeof label === 'string' ? { label, description: '' } : label;
        show('a completion', 'line', name, description, detail);
        show('what a completion says', 'page', documentation);
      }
    }
    const lenses = all.codeLens.provideCodeLenses(document, token) as vscode.CodeLens[];
    for (const { command } of lenses) {
      show('a CodeLens', 'icons', command?.title.replace(ownIcons, ''));
      show('the tooltip of a CodeLens', 'line', command?.tooltip);
    }
    const hints = all.hints.provideInlayHints(document, range, token) as vscode.InlayHint[];
    for (const { label, tooltip } of hints) show('an inlay hint', 'line', label, tooltip);
    symbolTexts(all.symbols.provideDocumentSymbols(document, token) as vscode.DocumentSymbol[]);
    const context = { triggerKind: vscode.CodeActionTriggerKind.Invoke, diagnostics: [], only: undefined };
    const actions = all.actions.provideCodeActions(document, range, context, token) as vscode.CodeAction[];
    show('a code action', 'line', ...actions.map(({ title }) => title));
  }

  /** The question before a restore: as many lines as of a harmless one. */
  async function question(text: string, index: number): Promise<void> {
    const ask = (each: string) => {
      const { request, account } = hostileJob(each, index);
      return confirmed(request, account, [each, each], accounts);
    };
    lines = undefined;
    const before = shown;
    shown = [];
    await ask('plain');
    lines = shown.find(({ kind }) => kind === 'dialog')?.text.split('\n').length;
    shown = before;
    await ask(text);
  }

  return {
    async surfaces(text, index) {
      shown = [];
      const record = hostileJob(text, index);
      const document = documentOf(text, index);
      const row = { ...rowOf(record), spec: document.uri.toString() };
      rows = [row];
      const item = jobRow(row);
      show('a row of the tree', 'line', item.label, item.description, item.accessibilityInformation?.label);
      show('a row of the tree', 'line', item.contextValue);
      const group = groupRow(groupOf(row), 1, Date.now());
      show('a group of the tree', 'line', group.label, group.description, group.accessibilityInformation?.label);
      const tooltip = jobTooltip(row, record);
      show('a tooltip', 'markdown', tooltip);
      if (tooltip.isTrusted ?? tooltip.supportHtml) show('a tooltip', 'line', '\u0000it may do more');
      const bar = statusBarOf(activityOf([row, { ...row, state: 'unclear' }]));
      show('the status bar', 'icons', bar?.text.replaceAll(/\$\((?:question|sync~spin)\) /g, ''), bar?.label);
      show('the tooltip of the status bar', 'markdown', bar?.tooltip);
      const look = lookOf(record.account, undefined, text);
      show('the account in the status bar', 'icons', look.text.replace(ownIcons, ''));
      show('the account in the status bar', 'line', look.label);
      show('the tooltip of the account', 'markdown', look.tooltip);
      await showEnded([record]);
      await showEnded([record, { ...record, id: 'other' }]);
      showError(new UserError(text, text));
      showError(new Error(text));
      showError(text);
      await question(text, index);
      await pickJob(services, undefined, { title: 'Which?', fits: () => true, none: 'none' });
      await searchJobs(services);
      log.info(text);
      log.error(new Error(text));
      await showReport(record).catch(() => undefined);
      show('the name of a page', 'fileName', page?.path.slice(1));
      editorTexts(document);
      return shown;
    },
    dispose() {
      restore();
      editor.dispose();
    },
  };
}
