/** The read-only page with what a spec would send. */
import * as vscode from 'vscode';
import { redacted, withoutSecrets } from '../cloud/secrets.ts';
import { callOf, toPreview, toWrongPreview } from '../spec/spec.ts';
import { fileName } from '../views/fileName.ts';
import {
  openDocument,
  pageOf,
  pageScheme,
  placeOf,
  specDocument,
  specOf,
  type Failure,
  type Places,
} from './requestTarget.ts';

/** Long enough that a person who types is not interrupted, in ms. */
const quietMs = 200;

/** Specs whose last tab was closed. VS Code keeps a document for minutes after that, so the documents don't tell. */
const closed = new Set<string>();

const shownIn = ({ input }: vscode.Tab) => (input instanceof vscode.TabInputText ? input.uri.toString() : '');

/** Takes note of tabs that came and went. @returns the specs that it concerns */
function noteTabs({ opened, closed: gone }: vscode.TabChangeEvent): vscode.Uri[] {
  const shown = new Set(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(shownIn)));
  const changed = [...opened, ...gone].map(shownIn).filter(Boolean);
  for (const key of changed) {
    if (shown.has(key)) closed.delete(key);
    else closed.add(key);
  }
  return changed.map((key) => vscode.Uri.parse(key));
}

const following = new WeakSet<vscode.EventEmitter<vscode.Uri>>();

/** Has the pages follow the documents and the settings, for as long as the emitter's owner lives. */
function follow(accounts: Places, changes: vscode.EventEmitter<vscode.Uri>, subscriptions: vscode.Disposable[]): void {
  if (following.has(changes)) return;
  following.add(changes);
  const timers = new Map<string, NodeJS.Timeout>();
  const refresh = (spec: vscode.Uri) => {
    const page = pageOf(spec);
    if (openDocument(page)) changes.fire(page);
  };
  const refreshLater = (spec: vscode.Uri) => {
    const key = spec.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => {
        timers.delete(key);
        refresh(spec);
      }, quietMs),
    );
  };
  const refreshAll = () =>
    vscode.workspace.textDocuments
      .filter(({ uri }) => uri.scheme === pageScheme)
      .forEach(({ uri }) => changes.fire(uri));
  subscriptions.push(
    { dispose: () => timers.forEach((timer) => clearTimeout(timer)) },
    vscode.workspace.onDidChangeTextDocument(({ document }) => refreshLater(document.uri)),
    vscode.window.tabGroups.onDidChangeTabs((event) => noteTabs(event).forEach(refresh)),
    vscode.workspace.onDidOpenTextDocument(({ uri }) => refresh(uri)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => refreshLater(uri)),
    // The settings, the sandbox and the profiles decide where it goes.
    vscode.workspace.onDidChangeConfiguration(refreshAll),
    accounts.onDidChange(refreshAll),
    vscode.window.onDidChangeActiveTextEditor(refreshAll),
  );
}

/**
 * The text of a page.
 *
 * @param changes told of each page that is to be read anew, from the first call on
 * @param subscriptions gets what must be disposed of with `changes`
 */
export async function requestPageText(
  page: vscode.Uri,
  accounts: Places,
  changes: vscode.EventEmitter<vscode.Uri>,
  subscriptions: vscode.Disposable[],
): Promise<string> {
  follow(accounts, changes, subscriptions);
  const spec = specOf(page);
  const name = fileName(spec);
  const document = openDocument(spec);
  if (!document || closed.has(spec.toString()))
    return `# ${vscode.l10n.t('{0} is closed. Open it to see what it would send.', name)}\n`;
  const call = callOf(document.getText());
  if ('wrong' in call) return withoutSecrets(toWrongPreview(call.wrong, name));
  const { region, host, isSandbox } = await placeOf(accounts, call.region);
  const whole = { ...call, region };
  const known = redacted(whole);
  const notes = [
    isSandbox && vscode.l10n.t('It goes to the sandbox: nothing real is restored.'),
    known !== whole &&
      vscode.l10n.t('It holds an AccessKey secret or a token, which is not shown here: it would not be sent.'),
  ];
  return redacted(toPreview(known, { host, note: notes.filter(Boolean).join(' ') }, name));
}

/** Opens the page of a spec beside it, and leaves the cursor where it is. */
export async function openRequestPage(uri: vscode.Uri | undefined): Promise<Failure | undefined> {
  const spec = await specDocument(uri);
  if ('message' in spec) return spec;
  closed.delete(spec.uri.toString());
  const page = await vscode.workspace.openTextDocument(pageOf(spec.uri));
  await vscode.window.showTextDocument(page, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  return undefined;
}
