/** Dates beside UNIX times, and counts beside lists of paths. */
import * as vscode from 'vscode';
import { hintsOf } from '../spec/spec.ts';
import { openSpec, selector } from './documents.ts';

export function registerInlayHints(): vscode.Disposable {
  return vscode.languages.registerInlayHintsProvider(selector, {
    provideInlayHints(document, range) {
      const open = openSpec(document);
      if (!open) return [];
      return hintsOf(open.spec).flatMap(({ text, tooltip, offset }) => {
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
