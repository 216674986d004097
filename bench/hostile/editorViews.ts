/** What the editor shows of a spec in which the text stands everywhere. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import * as vscode from 'vscode';
import { registerEditor } from '../../src/editor/index.ts';
import type { JobRow } from '../../src/jobs/row.ts';
import { createStore } from '../../src/jobs/store.ts';
import { hostileSpec } from './jobs.ts';
import { ownIcons } from './stubbedWidgets.ts';
import { replaceMembers, type StubbedVscode } from './stubbedVscode.ts';

/** A document of a text, as providers are given one. */
export function documentOf(uri: vscode.Uri, source: string): vscode.TextDocument {
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

export interface EditorViews {
  surfaces(text: string, index: number, row: JobRow): Promise<void>;
  dispose(): void;
}

interface Providers {
  hover: vscode.HoverProvider;
  codeLens: vscode.CodeLensProvider;
  hints: vscode.InlayHintsProvider;
  symbols: vscode.DocumentSymbolProvider;
  completion: vscode.CompletionItemProvider;
  actions: vscode.CodeActionProvider;
}

const token = new vscode.CancellationTokenSource().token;

/** As much of a text as an ID of a region can be. */
const plain = (text: string) => text.replace(/[^a-z0-9]/g, '').slice(0, 20) || 'x';

/** Both regions are named, so that hovers say how they relate. */
const ofRegions = (text: string) => ({
  ...{ RestoreType: 'UDM_ECS', $region: `eu-${plain(text)}`, UdmRegionId: `cn-${plain(text)}` },
  ...{ UdmDetail: { restoredName: text } },
});

export function openEditorViews(stage: StubbedVscode): EditorViews {
  const { show } = stage;
  const providers: Partial<Record<string, unknown>> = {};
  const provider = (name: keyof Providers) => (_: unknown, given: unknown) => {
    providers[name] = given;
    return { dispose: () => undefined };
  };
  let opened: ((document: vscode.TextDocument) => void) | undefined;
  const restore = replaceMembers(
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
              const { target } = Object(code) as { target?: vscode.Uri };
              if (target && !/^[\w.:?%]*$/.test(target.toString()))
                show('its link', 'line', `\u0000${target.toString()}`);
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
      },
    ],
  );
  let rows: readonly JobRow[] = [];
  const editor = registerEditor({ ...createStore(), rows: () => rows });
  const all = providers as unknown as Providers;

  const markdown = (part: string, content: unknown) => {
    if (!(content instanceof vscode.MarkdownString)) return show(part, 'line', content);
    const { isTrusted, supportHtml, supportThemeIcons, value } = content;
    show(part, 'page', value);
    if (isTrusted ?? supportHtml ?? supportThemeIcons) show(part, 'line', '\u0000it may do more');
  };

  const symbolTexts = (symbols: readonly vscode.DocumentSymbol[]) => {
    for (const { name, detail, children } of symbols) {
      show('the outline', 'line', name, detail);
      symbolTexts(children);
    }
  };

  const hoverAt = async (document: vscode.TextDocument, position: vscode.Position) => {
    const hover = await all.hover.provideHover(document, position, token);
    for (const content of hover?.contents ?? []) markdown('a hover', content);
  };

  async function texts(document: vscode.TextDocument): Promise<void> {
    const source = document.getText();
    const range = new vscode.Range(new vscode.Position(0, 0), document.positionAt(source.length));
    const places = ['Options', 'UdmDetail', 'TargetCreateTime'].flatMap((name) =>
      [5, 6].map((after) => source.indexOf(name) + name.length + after),
    );
    opened?.(document);
    const context = { triggerKind: vscode.CompletionTriggerKind.Invoke, triggerCharacter: undefined };
    for (const position of places.map((offset) => document.positionAt(offset))) {
      await hoverAt(document, position);
      const list = await all.completion.provideCompletionItems(document, position, token, context);
      for (const { label, detail, documentation } of (list as vscode.CompletionList | undefined)?.items ?? []) {
        const { label: name, description } = typeof label === 'string' ? { label, description: '' } : label;
        show('a completion', 'line', name, description, detail);
        markdown('what a completion says', documentation);
      }
    }
    const lenses = all.codeLens.provideCodeLenses(document, token) as vscode.CodeLens[];
    for (const { command } of lenses) {
      show('a CodeLens', 'icons', command?.title.replace(ownIcons, ''));
      show('the tooltip of a CodeLens', 'line', command?.tooltip);
    }
    const hints = all.hints.provideInlayHints(document, range, token) as vscode.InlayHint[];
    // VS Code takes a tooltip that is text for markdown.
    for (const { label, tooltip } of hints) {
      show('an inlay hint', 'line', label);
      show('the tooltip of an inlay hint', 'page', tooltip);
    }
    symbolTexts(all.symbols.provideDocumentSymbols(document, token) as vscode.DocumentSymbol[]);
    const asked = { triggerKind: vscode.CodeActionTriggerKind.Invoke, diagnostics: [], only: undefined };
    const actions = all.actions.provideCodeActions(document, range, asked, token) as vscode.CodeAction[];
    show('a code action', 'line', ...actions.map(({ title }) => title));
  }

  return {
    async surfaces(text, index, row) {
      const uri = vscode.Uri.parse(`file:///specs/hostile-${index}.restore.json`);
      rows = [{ ...row, spec: uri.toString() }];
      await stage.at('the editor', () => texts(documentOf(uri, JSON.stringify(hostileSpec(text, index), null, 1))));
      const regions = JSON.stringify(ofRegions(text));
      await stage.at('the editor', async () => {
        const document = documentOf(uri.with({ path: 'regions.restore.json' }), regions);
        opened?.(document);
        for (const name of ['$region', 'UdmRegionId']) {
          await hoverAt(document, document.positionAt(regions.indexOf(name)));
        }
      });
    },
    dispose() {
      restore();
      editor.dispose();
    },
  };
}
