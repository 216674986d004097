/** Hovers beyond VS Code's JSON support; the editor shows both, one below the other. */
import * as vscode from 'vscode';
import { hoverAt } from '../restoreSpec/index.ts';
import type { liveHover } from './liveHover.ts';
import { readOpenSpec, selector } from './openSpecs.ts';
import { rangeOf } from './rangeOf.ts';

/** @param ofAccount what an ID stands for in the account, where there is one */
export function registerHover(ofAccount?: typeof liveHover): vscode.Disposable {
  return vscode.languages.registerHoverProvider(selector, {
    async provideHover(document, position, token) {
      const open = readOpenSpec(document);
      const found = open && hoverAt(open.spec, document.offsetAt(position));
      if (found) return new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeOf(document, found));
      return open && ofAccount?.(document, position, open, token);
    },
  });
}
