/** VS Code's API with stubs for all that draws, copies or opens. The stubs collect the texts and show nothing. */
import * as vscode from 'vscode';
import { shownAfterMs } from '../../src/ui/cancellableProgress.ts';
import type { Kind, Shown } from './outputChecks.ts';
import { inputBox, nothing, quickPick, showRows, statusBarItem, treeView, turn } from './stubbedWidgets.ts';
import type { Answers, Script } from './stubbedWidgets.ts';

export interface StubbedVscode {
  /** Does what shows texts: each surface is named after it. What it throws goes to `onError`, as a command's error does. */
  at(name: string, work: () => unknown, answers?: Answers): Promise<void>;
  readonly show: (part: string, kind: Kind, ...texts: unknown[]) => void;
  /** What was shown since it was last called. */
  take(): Shown[];
  /** How many lines the details of a question may have, by `at` and their order; where nothing is said, they are only told. */
  readonly lines: Map<string, number>;
  /** What is open, the one in front first. */
  documents: readonly vscode.TextDocument[];
  /** What is there to paste. */
  clipboard: string;
  /** What gives the rows of the view that was made last. */
  readonly tree: vscode.TreeDataProvider<string> | undefined;
  /** Once the item of the status bar is drawn again. */
  drawn(): Promise<void>;
  dispose(): void;
}

/** Replaces members of objects, such as VS Code's API. @returns a function that restores them */
export function replaceMembers(...all: (readonly [target: object, members: object])[]): () => void {
  const restores = all.flatMap(([target, members]) =>
    Object.entries(Object.getOwnPropertyDescriptors(members)).map(([name, descriptor]) => {
      const before = Object.getOwnPropertyDescriptor(target, name);
      Object.defineProperty(target, name, { ...descriptor, configurable: true });
      return () => (before ? Object.defineProperty(target, name, before) : Reflect.deleteProperty(target, name));
    }),
  );
  return () => restores.reverse().forEach((restore) => restore());
}

const textOf = (value: unknown): string =>
  value instanceof vscode.MarkdownString ? value.value : typeof value === 'string' ? value : '';

/** A document without any text. */
export const emptyDocument = (uri: vscode.Uri) =>
  ({ uri, version: 1, languageId: 'json', lineCount: 1, getText: () => '' }) as unknown as vscode.TextDocument;

const isPage = ({ scheme }: vscode.Uri) => scheme.startsWith('cloud-backup-');

type Button = string | vscode.MessageItem;

export function stubVscode(onError: (error: unknown) => void): StubbedVscode {
  let shown: Shown[] = [];
  let place = '';
  let answers: Answers = {};
  let boxes = 0;
  let questions = 0;
  let readMs = 0;
  const now = performance.now.bind(performance);
  let tree: vscode.TreeDataProvider<string> | undefined;
  let drawn = () => undefined as void;
  const show: StubbedVscode['show'] = (part, kind, ...texts) =>
    void shown.push(...texts.map((text) => ({ surface: `${place}: ${part}`, kind, text: textOf(text) })));
  const typed = () => answers.type?.[boxes++];
  const script: Script = { answers: () => answers, typed, show };

  const message = (text: string, ...more: (Button | vscode.MessageOptions | undefined)[]) => {
    const isOptions = (one: (typeof more)[number]): one is vscode.MessageOptions =>
      typeof one === 'object' && !('title' in one);
    const [options] = more.filter(isOptions);
    const buttons = more.filter((one): one is Button => one !== undefined && !isOptions(one));
    if (options?.modal) {
      // A restore is what is agreed to word by word.
      const kind = /^From: snapshot /m.test(options.detail ?? '') ? 'agreement' : 'dialog';
      // The time in which a person reads it.
      readMs += 1000;
      shown.push({ surface: `${place}: a question`, kind, text, count: 1 });
      const surface = `${place}: the details of a question`;
      const detail = options.detail ?? '';
      const key = `${place} ${questions++}`;
      if (!stage.lines.has(key)) stage.lines.set(key, detail.split('\n').length);
      shown.push({ surface, kind, text: detail, count: stage.lines.get(key) });
    } else show('a message', 'message', text);
    for (const button of buttons) show('a button', 'line', typeof button === 'string' ? button : button.title);
    const pressed = (options?.modal ? answers.modalButton : undefined) ?? answers.button;
    return Promise.resolve(pressed === undefined ? undefined : buttons.at(pressed));
  };

  const page = (uri: vscode.Uri) => {
    if (isPage(uri)) show('the name of a page', 'pageName', uri.path);
  };

  const setTimer = globalThis.setTimeout;
  // The notification of work that takes longer comes at once, so that what it says is seen.
  const setTimeout = (callback: () => void, ms?: number) => {
    if (ms !== shownAfterMs) return setTimer(callback, ms);
    callback();
    return undefined;
  };
  const restore = replaceMembers(
    [globalThis, { setTimeout }],
    [performance, { now: () => now() + readMs }],
    [
      vscode.window,
      {
        showInformationMessage: message,
        showWarningMessage: message,
        showErrorMessage: message,
        createQuickPick: () => quickPick(script),
        createInputBox: () => inputBox(script),
        createStatusBarItem: () => statusBarItem(script, () => drawn()),
        createTreeView(_: string, { treeDataProvider }: vscode.TreeViewOptions<string>) {
          tree = treeDataProvider;
          return treeView(script);
        },
        showQuickPick(items: readonly vscode.QuickPickItem[], options: vscode.QuickPickOptions = {}) {
          show('the title of a list', 'line', options.title);
          show('the placeholder of a list', 'line', options.placeHolder);
          showRows(script, items);
          return Promise.resolve(answers.pick?.(items));
        },
        showInputBox(options: vscode.InputBoxOptions = {}) {
          show('the title of a box', 'line', options.title);
          show('the prompt of a box', 'prompt', options.prompt);
          const text = typed();
          const wrong = text === undefined ? undefined : options.validateInput?.(text);
          show('what a box says of a value', 'prompt', wrong);
          return Promise.resolve(wrong === undefined ? text : undefined);
        },
        withProgress(options: vscode.ProgressOptions, work: (progress: object, token: object) => unknown) {
          // Once its notification is put away, it goes on in the status bar, which draws symbols.
          show('the title of a progress', 'prompt', options.title);
          const listeners: (() => void)[] = [];
          const token = {
            isCancellationRequested: answers.stops === true,
            onCancellationRequested(listener: () => void) {
              listeners.push(listener);
              return nothing;
            },
          };
          const report = (step: { readonly message?: string }) => {
            show('how far it is', 'prompt', step.message);
            if (answers.stops) for (const listener of listeners.splice(0)) listener();
          };
          return Promise.resolve(work({ report }, token));
        },
        setStatusBarMessage(text: string) {
          show('a message in the status bar', 'icons', text);
          return nothing;
        },
        showTextDocument(document: vscode.TextDocument) {
          const insertSnippet = ({ value }: vscode.SnippetString) => {
            show('a snippet', 'other', value);
            return Promise.resolve(true);
          };
          return Promise.resolve({ document, insertSnippet, revealRange: () => undefined });
        },
        get activeTextEditor() {
          const [document] = stage.documents;
          return document && { document };
        },
        createOutputChannel(name: string) {
          const write = (text: string) => show('the log', 'log', text);
          return { name, trace: write, debug: write, info: write, warn: write, error: write, ...nothing };
        },
      },
    ],
    [
      vscode.workspace,
      {
        get textDocuments() {
          return stage.documents;
        },
        openTextDocument(uri: vscode.Uri) {
          page(uri);
          const found = stage.documents.find((each) => each.uri.toString() === uri.toString());
          if (found) return Promise.resolve(found);
          // Everything else is gone.
          if (uri.scheme === 'untitled' || isPage(uri)) return Promise.resolve(emptyDocument(uri));
          return Promise.reject(new Error(`There is no ${uri.path}.`));
        },
        // There is no file. Asking VS Code itself would take longer than a surface is looked at.
        fs: { ...vscode.workspace.fs, stat: () => Promise.reject(vscode.FileSystemError.FileNotFound()) },
        createFileSystemWatcher: () => {
          const on = () => nothing;
          return { onDidChange: on, onDidCreate: on, onDidDelete: on, ...nothing };
        },
        applyEdit(edit: vscode.WorkspaceEdit) {
          for (const [, edits] of edit.entries()) show('a new spec', 'spec', ...edits.map(({ newText }) => newText));
          return Promise.resolve(true);
        },
      },
    ],
    [
      vscode.commands,
      {
        executeCommand(command: string, ...more: unknown[]) {
          if (command === 'vscode.diff' || command === 'vscode.openWith') page(more[0] as vscode.Uri);
          if (command === 'vscode.diff') {
            show('the title of a comparison', 'line', more[2]);
          }
          return Promise.resolve(undefined);
        },
      },
    ],
    [
      vscode.env,
      {
        openExternal(uri: vscode.Uri) {
          show('an address that is opened', 'address', uri.toString());
          return Promise.resolve(true);
        },
        get clipboard() {
          // A copied text can be pasted anywhere, so here it is only searched for secrets. Other checks are with the formats.
          const writeText = (text: string) => Promise.resolve(show('the clipboard', 'other', text));
          return { readText: () => Promise.resolve(stage.clipboard), writeText };
        },
      },
    ],
  );

  const stage: StubbedVscode = {
    lines: new Map(),
    documents: [],
    clipboard: '',
    get tree() {
      return tree;
    },
    show,
    async at(name, work, given = {}) {
      [place, answers, boxes, questions] = [name, given, 0, 0];
      try {
        await work();
        // What nobody waits for says its words by then.
        await turn();
      } catch (error) {
        onError(error);
      }
    },
    drawn: () => new Promise<void>((resolve) => (drawn = resolve)),
    take() {
      const all = shown;
      shown = [];
      return all;
    },
    dispose: restore,
  };
  return stage;
}
