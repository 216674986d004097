/** Completion beyond VS Code's JSON support: times, JSON inside strings, a type with its source. */
import * as vscode from 'vscode';
import type { Suggestion } from '../spec/suggestion.ts';
import { suggestionsAt } from '../spec/spec.ts';
import { openSpec, selector } from './documents.ts';
import { rangeOf } from './rangeOf.ts';

const kinds = {
  time: vscode.CompletionItemKind.Constant,
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  snippet: vscode.CompletionItemKind.Snippet,
} as const;

function toItem(document: vscode.TextDocument, suggestion: Suggestion, index: number): vscode.CompletionItem {
  const { label, description, detail, documentation, insert, filter, more } = suggestion;
  const item = new vscode.CompletionItem(description ? { label, description } : label, kinds[suggestion.kind]);
  const snippet = new vscode.SnippetString();
  insert.forEach((piece, at) => {
    if (at > 0) snippet.appendTabstop(at);
    snippet.appendText(piece);
  });
  item.insertText = insert.length > 1 ? snippet : (insert[0] ?? '');
  item.range = rangeOf(document, suggestion);
  // Before VS Code's own, whose order begins with "00".
  item.sortText = `0${String.fromCharCode(0x20 + index)}`;
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

export function registerCompletion(): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems(document, position) {
      const open = openSpec(document);
      if (!open) return undefined;
      const suggestions = suggestionsAt(open.spec, document.offsetAt(position), Date.now());
      return suggestions.length > 0
        ? suggestions.map((suggestion, index) => toItem(document, suggestion, index))
        : insteadOfWords(document, position);
    },
  };
  // In a string, a brace and a comma begin a key just as a quote does.
  return vscode.languages.registerCompletionItemProvider(selector, provider, '"', ':', '{', ',');
}
