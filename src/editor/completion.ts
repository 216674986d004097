/** Completion beyond VS Code's JSON support: times, JSON inside strings, a type with its source. */
import * as vscode from 'vscode';
import type { liveSuggestions } from './liveCompletion.ts';
import type { CompletionItem } from '../restoreSpec/completionItem.ts';
import { completionsAt } from '../restoreSpec/index.ts';
import { readOpenSpec, selector } from './openSpecs.ts';
import { rangeOf } from './rangeOf.ts';

const kinds = {
  time: vscode.CompletionItemKind.Constant,
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  snippet: vscode.CompletionItemKind.Snippet,
} as const;

/** Before VS Code's own, whose order begins with "00". */
const ownOrder = (index: number) => `0${String.fromCharCode(0x20 + index)}`;
/** After them: values of the account are never in the way of the schema's. */
const liveOrder = (index: number) => `1${String(index).padStart(4, '0')}`;

function toItem(document: vscode.TextDocument, suggestion: CompletionItem, order: string): vscode.CompletionItem {
  const { label, description, detail, documentation, insert, placeholders, filter, edits, more } = suggestion;
  const item = new vscode.CompletionItem(description ? { label, description } : label, kinds[suggestion.kind]);
  const snippet = new vscode.SnippetString();
  insert.forEach((piece, at) => {
    const placeholder = placeholders?.[at - 1] ?? '';
    if (at > 0 && placeholder !== '') snippet.appendPlaceholder(placeholder, at);
    else if (at > 0) snippet.appendTabstop(at);
    snippet.appendText(piece);
  });
  item.insertText = insert.length > 1 ? snippet : (insert[0] ?? '');
  item.range = rangeOf(document, suggestion);
  item.sortText = order;
  if (edits)
    item.additionalTextEdits = edits.map((edit) => vscode.TextEdit.replace(rangeOf(document, edit), edit.text));
  if (filter) item.filterText = filter;
  if (detail) item.detail = detail;
  if (documentation) item.documentation = new vscode.MarkdownString(documentation);
  if (more) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

/**
 * An item that matches nothing and so is never listed. VS Code guesses words of the file where nobody has an item, and the Tab
 * that goes on to the next place of a snippet would put such a word in place of what was typed: `OSS` for a bucket's `oss`.
 */
function insteadOfWords(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
  if (position.character === 0) return [];
  const range = new vscode.Range(position.translate(0, -1), position);
  // Blanks are matched by anything, and match nothing else.
  if (document.getText(range).trim() === '') return [];
  const item = new vscode.CompletionItem(' ');
  item.range = range;
  item.insertText = document.getText(range);
  return [item];
}

/** @param ofAccount values of the account for the cursor's place, where there is one */
export function registerCompletion(ofAccount?: typeof liveSuggestions): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position) {
      const open = readOpenSpec(document);
      if (!open) return undefined;
      const suggestions = completionsAt({
        spec: open.spec,
        live: open.live,
        offset: document.offsetAt(position),
        now: Date.now(),
      });
      const { items = [], isIncomplete } = (await ofAccount?.(document, position, open)) ?? {};
      const all = [
        ...suggestions.map((suggestion, index) => toItem(document, suggestion, ownOrder(index))),
        ...items.map((item, index) => toItem(document, item, liveOrder(index))),
      ];
      return new vscode.CompletionList(all.length > 0 ? all : insteadOfWords(document, position), isIncomplete);
    },
  };
  // In a string, a brace and a comma begin a key just as a quote does.
  return vscode.languages.registerCompletionItemProvider(selector, provider, '"', ':', '{', ',');
}
