import * as vscode from 'vscode';

export const folder = (): vscode.Uri => {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (!first) throw new Error('The tests need the folder of samples to be open.');
  return first.uri;
};

/** Opens a text as a file of the workspace, or as an untitled document that was never saved. */
export async function open(name: string, text: string, { untitled = false } = {}): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.joinPath(folder(), name);
  if (!untitled) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(untitled ? uri.with({ scheme: 'untitled' }) : uri);
  const editor = await vscode.window.showTextDocument(document);
  if (document.getText() !== text) {
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    await editor.edit((edit) => edit.replace(all, text));
  }
  return document;
}

/** Closes all editors, without a question whether to save what was changed in them. */
export async function closeAll(): Promise<void> {
  const changed = () => vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ isDirty }) => isDirty));
  while (changed() && vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const hasNone = () => (vscode.window.activeTextEditor === undefined ? true : undefined);
  await eventually(vscode.window.onDidChangeActiveTextEditor, hasNone);
}

/** The document that has the cursor. */
export const active = (): vscode.TextDocument | undefined => vscode.window.activeTextEditor?.document;

/** The document of the report that is rendered in front. */
export const reportInFront = (): vscode.TextDocument | undefined => {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const shown = input instanceof vscode.TabInputCustom ? input.uri.toString() : '';
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === shown);
};

/** The groups of editors that have a tab of a document, be it rendered or as text. */
export const groupsOf = ({ uri }: Pick<vscode.TextDocument, 'uri'>): vscode.ViewColumn[] =>
  vscode.window.tabGroups.all
    .filter(({ tabs }) =>
      tabs.some(
        ({ input }) =>
          (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) &&
          input.uri.toString() === uri.toString(),
      ),
    )
    .map(({ viewColumn }) => viewColumn);

/** Runs one of the extension's commands. */
export const command = (name: string, ...rest: unknown[]) =>
  vscode.commands.executeCommand(`cloudBackupRestore.${name}`, ...rest);

export const clearNotifications = () => vscode.commands.executeCommand('notifications.clearAll');

/**
 * Waits until `look` gives a value that is neither false nor undefined, looking again after each event.
 * Mocha's own time limit ends it, with the test's name.
 */
export function eventually<T>(event: vscode.Event<unknown>, look: () => T | false | undefined): Promise<T> {
  const now = look();
  if (now !== undefined && now !== false) return Promise.resolve(now);
  return new Promise((resolve) => {
    const listening = event(() => {
      const found = look();
      if (found === undefined || found === false) return;
      listening.dispose();
      resolve(found);
    });
  });
}

/** The diagnostics of a document once they are as `wanted` says. */
export function diagnosticsOf(
  { uri }: vscode.TextDocument,
  wanted: (diagnostics: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  return eventually(vscode.languages.onDidChangeDiagnostics, () => {
    const found = vscode.languages.getDiagnostics(uri);
    return wanted(found) ? found : undefined;
  });
}

/** The labels of what completion offers at an offset; asked again until VS Code's JSON server has the schema. */
export async function completionLabels(document: vscode.TextDocument, offset: number): Promise<string[]> {
  for (;;) {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(offset),
    );
    const labels = list.items
      .filter(({ kind }) => kind !== vscode.CompletionItemKind.Text)
      .map(({ label }) => (typeof label === 'string' ? label : label.label));
    if (labels.length > 0) return labels;
  }
}

/**
 * Lets time pass whenever a question is answered, as if a person had read it. @returns what is to be called with each answer, and how to
 * end that
 */
export function readingTime() {
  let read = 0;
  const real = performance.now.bind(performance);
  Object.assign(performance, { now: () => real() + read });
  return {
    pass: () => void (read += 1000),
    restore: () => Object.assign(performance, { now: real }),
  };
}

/**
 * Answers the messages of the window, each with the next of these buttons and those after the last with that one; as if it
 * was dismissed where it has no such button.
 * @returns what was asked, with the details and the buttons, and how to end that
 */
export function answering(
  kind: 'showWarningMessage' | 'showErrorMessage' | 'showInformationMessage',
  ...buttons: (string | undefined)[]
) {
  const asked: string[] = [];
  const real = vscode.window[kind];
  const reading = readingTime();
  const fake = (message: string, ...rest: unknown[]) => {
    const button = buttons[Math.min(asked.length, buttons.length - 1)];
    const [first] = rest;
    const detail = typeof first === 'object' ? (first as vscode.MessageOptions).detail : undefined;
    const items = rest.flatMap((item) => {
      const title = typeof item === 'string' ? item : (item as Partial<vscode.MessageItem>).title;
      return title === undefined ? [] : [{ title, item }];
    });
    asked.push([message, detail, `[${items.map(({ title }) => title).join('|')}]`].filter(Boolean).join('\n'));
    reading.pass();
    return Promise.resolve(items.find(({ title }) => title === button)?.item);
  };
  const restore = () => {
    Object.assign(vscode.window, { [kind]: real });
    reading.restore();
  };
  Object.assign(vscode.window, { [kind]: fake });
  return { asked, restore };
}
