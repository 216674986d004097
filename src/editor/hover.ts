/** Hovers beyond VS Code's JSON support; the editor shows both, one below the other. */
import * as vscode from 'vscode';
import { explainAt } from '../spec/spec.ts';
import { openSpec, selector } from './documents.ts';
import { rangeOf } from './rangeOf.ts';

export function registerHover(): vscode.Disposable {
  return vscode.languages.registerHoverProvider(selector, {
    provideHover(document, position) {
      const open = openSpec(document);
      const found = open && explainAt(open.spec, document.offsetAt(position));
      return found && new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeOf(document, found));
    },
  });
}
