/** Dates beside UNIX times, and counts beside lists of paths. */
import * as vscode from 'vscode';
import { inlayHintsOf } from '../restoreSpec/index.ts';
import { readOpenSpec, selector } from './openSpecs.ts';

export function registerInlayHints(): vscode.Disposable {
  return vscode.languages.registerInlayHintsProvider(selector, {
    provideInlayHints(document, range) {
      const open = readOpenSpec(document);
      if (!open) return [];
      return inlayHintsOf(open.spec).flatMap(({ text, tooltip, offset }) => {
        const position = document.positionAt(offset);
        if (!range.contains(position)) return [];
        const hint = new vscode.InlayHint(position, text);
        hint.tooltip = tooltip;
        hint.paddingLeft = true;
        return hint;
      });
    },
  });
}
