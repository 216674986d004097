/** The read-only pages that show what specs would send. An open page follows its spec and whatever decides where it goes. */
import * as vscode from 'vscode';
import { pageSchemes } from '../ids.ts';
import { redactValue, redact } from '../cloud/redaction/secrets.ts';
import { visibleJsonString } from '../restoreSpec/invisibleCharacters.ts';
import { callFromSpec, toPreview, toErrorPreview } from '../restoreSpec/index.ts';
import { fileName } from '../ui/fileName.ts';
import { requestTargetOf, type RequestTargets } from '../ui/requestTarget.ts';
import { requestPageOf, specOfRequestPage } from '../ui/pageUris.ts';
import { columnOf } from '../ui/showDocument.ts';
import { findOpenDocument, urisInTab } from '../ui/specDocuments.ts';
import type { Pages } from './lazyPages.ts';
import { joinSentences } from '../restoreSpec/joinSentences.ts';

/** Long enough that a person who types is not interrupted, in ms. */
const quietMs = 200;

const keysOf = (tabs: readonly vscode.Tab[]) => tabs.flatMap(urisInTab).map((uri) => uri.toString());

export class RequestPages implements Pages {
  readonly #targets: RequestTargets;
  /** Specs whose last tab was closed. VS Code keeps a document for minutes after that, so the documents don't tell. */
  readonly #closed = new Set<string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor(targets: RequestTargets) {
    this.#targets = targets;
    const refresh = (spec: vscode.Uri) => this.#refresh(spec);
    const refreshLater = (spec: vscode.Uri) => this.#refreshLater(spec);
    const refreshAll = () =>
      vscode.workspace.textDocuments
        .filter(({ uri }) => uri.scheme === pageSchemes.request)
        .forEach(({ uri }) => this.#changed.fire(uri));
    this.#subscriptions = [
      this.#changed,
      { dispose: () => this.#timers.forEach((timer) => clearTimeout(timer)) },
      vscode.workspace.onDidChangeTextDocument(({ document }) => refreshLater(document.uri)),
      vscode.window.tabGroups.onDidChangeTabs((event) => this.#noteTabs(event).forEach(refresh)),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => refresh(uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => refreshLater(uri)),
      // The settings, the sandbox and the profiles decide where it goes.
      vscode.workspace.onDidChangeConfiguration(refreshAll),
      targets.onDidChange(refreshAll),
      vscode.window.onDidChangeActiveTextEditor(refreshAll),
    ];
  }

  async provideTextDocumentContent(page: vscode.Uri): Promise<string> {
    const spec = specOfRequestPage(page);
    const name = fileName(spec);
    const document = findOpenDocument(spec);
    if (!document || this.#closed.has(spec.toString()))
      return `# ${vscode.l10n.t('{0} is closed. Open it to see what it would send.', visibleJsonString(name))}\n`;
    const call = callFromSpec(document.getText());
    if ('errors' in call) return redact(toErrorPreview(call.errors, name));
    const { region, host, isSandbox } = await requestTargetOf(this.#targets, call.region);
    const whole = { ...call, region };
    const shown = redactValue(whole);
    const notes = [
      isSandbox && vscode.l10n.t('It goes to the sandbox: nothing real is restored.'),
      shown !== whole && vscode.l10n.t("It contains an AccessKey secret or a token, hidden here. It can't be sent."),
    ];
    return redactValue(toPreview(shown, { host, note: joinSentences(...notes) }, name));
  }

  /** Shows the page of a spec beside it, and leaves the cursor where it is. */
  async show(spec: vscode.TextDocument): Promise<void> {
    this.#closed.delete(spec.uri.toString());
    const page = await vscode.workspace.openTextDocument(requestPageOf(spec.uri));
    // Behind the spec it would cover that.
    const isBeside = ({ isActive, activeTab }: vscode.TabGroup) =>
      !isActive || (activeTab !== undefined && keysOf([activeTab]).includes(page.uri.toString()));
    const groups = vscode.window.tabGroups.all.filter(isBeside);
    const viewColumn = columnOf(page.uri, groups) ?? vscode.ViewColumn.Beside;
    await vscode.window.showTextDocument(page, { viewColumn, preserveFocus: true });
  }

  /** Takes note of tabs that came and went. @returns the specs that it concerns */
  #noteTabs({ opened, closed }: vscode.TabChangeEvent): vscode.Uri[] {
    const shown = new Set(vscode.window.tabGroups.all.flatMap(({ tabs }) => keysOf(tabs)));
    const changed = keysOf([...opened, ...closed]);
    for (const key of changed) {
      if (shown.has(key)) this.#closed.delete(key);
      else this.#closed.add(key);
    }
    return changed.map((key) => vscode.Uri.parse(key));
  }

  #refresh(spec: vscode.Uri): void {
    const page = requestPageOf(spec);
    if (findOpenDocument(page)) this.#changed.fire(page);
  }

  #refreshLater(spec: vscode.Uri): void {
    const key = spec.toString();
    clearTimeout(this.#timers.get(key));
    const refresh = () => {
      this.#timers.delete(key);
      this.#refresh(spec);
    };
    this.#timers.set(key, setTimeout(refresh, quietMs));
  }

  dispose(): void {
    this.#subscriptions.forEach((each) => void each.dispose());
  }
}
