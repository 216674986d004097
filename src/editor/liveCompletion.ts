/** Values of the account in completion. They come in the background, and never hold up what the schema has to offer. */
import * as vscode from 'vscode';
import { hasOffers, listedOffers, offersFor } from '../live/offers.ts';
import type { CompletionItem } from '../restoreSpec/completionItem.ts';
import { livePlaceAt, offeredCompletions, stringAt } from '../restoreSpec/index.ts';
import type { OfferedValue } from '../restoreSpec/liveValues.ts';
import { isExplained } from '../userError.ts';
import { liveAccounts, type OpenSpec } from './openSpecs.ts';

/** How long the list waits for what is not known yet, in ms. What comes later opens it again, where the cursor is still there. */
const patienceMs = 250;

export interface LiveSuggestions {
  readonly items: readonly CompletionItem[];
  /** Whether more may be found as one types on. */
  readonly isIncomplete: boolean;
}

const nothing: LiveSuggestions = { items: [], isIncomplete: false };

/** What is being read for the place of the cursor. It ends when the cursor leaves the line or the file. */
let reading:
  { readonly document: vscode.TextDocument; readonly line: number; readonly stop: AbortController } | undefined;

const isAt = (document: vscode.TextDocument, line: number) => {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document && editor.selection.active.line === line;
};

/** Ends what is read for a place that the cursor has left. */
export function watchCursor(): vscode.Disposable {
  const stopIfLeft = () => {
    if (reading && !isAt(reading.document, reading.line)) reading.stop.abort(new Error('the cursor left'));
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeTextEditorSelection(stopIfLeft),
    vscode.window.onDidChangeActiveTextEditor(stopIfLeft),
  );
}

function begin(document: vscode.TextDocument, line: number): AbortSignal {
  if (reading?.document === document && reading.line === line && !reading.stop.signal.aborted)
    return reading.stop.signal;
  reading?.stop.abort(new Error('the cursor left'));
  reading = { document, line, stop: new AbortController() };
  return reading.stop.signal;
}

/** The values of the account for the cursor's place, in the order of the list. Never rejects: no account is as good as none. */
export async function liveSuggestions(
  document: vscode.TextDocument,
  position: vscode.Position,
  { spec }: Pick<OpenSpec, 'spec'>,
): Promise<LiveSuggestions> {
  const place = livePlaceAt(spec, document.offsetAt(position));
  const accounts = liveAccounts();
  if (!place || !accounts || !hasOffers(place.name)) return nothing;
  const signal = begin(document, position.line);

  const find = async (): Promise<readonly OfferedValue[]> => {
    const account = await (await accounts()).whileTyping(stringAt(spec, '$region'));
    if (!account) return [];
    const { typed, values } = place;
    const about = { typed, values, region: account.account.region };
    return offersFor(place.name, about, account.reader, { now: Date.now(), signal });
  };
  const found = find().catch((error: unknown) => {
    // The cursor left, nobody signs, the service is away or doesn't allow it: one types as before.
    if (isExplained(error) || signal.aborted) return [];
    throw error;
  });
  const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), patienceMs));
  const offers = await Promise.race([found, late]);
  if (offers !== 'late') {
    const { listed, isWhole } = listedOffers(offers, place.typed);
    // A date that is typed finds older snapshots, which are asked for by that day.
    return { items: offeredCompletions(spec, place, listed), isIncomplete: !isWhole || place.name === 'SnapshotId' };
  }
  const { version } = document;
  void found.then((values) => {
    if (values.length === 0 || document.version !== version || !isAt(document, position.line)) return;
    // VS Code opens no list over one that is open, such as that of the schema's own values.
    void vscode.commands
      .executeCommand('hideSuggestWidget')
      .then(() => vscode.commands.executeCommand('editor.action.triggerSuggest'));
  });
  return { items: [], isIncomplete: true };
}
