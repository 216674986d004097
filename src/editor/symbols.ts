/** The outline of a spec: the restore in words, and below it from where, to where and what. */
import * as vscode from 'vscode';
import { redact } from '../cloud/redaction/secrets.ts';
import { summarize } from '../jobs/format/requestSummary.ts';
import type { OutlineItem } from '../restoreSpec/outline.ts';
import { outlineOf, parameterRange, toRequest, type SpecDocument } from '../restoreSpec/index.ts';
import { readOpenSpec, selector } from './openSpecs.ts';
import { rangeOf } from './rangeOf.ts';

const kinds = {
  group: vscode.SymbolKind.Namespace,
  value: vscode.SymbolKind.String,
  paths: vscode.SymbolKind.Array,
  object: vscode.SymbolKind.Object,
} as const;

function toSymbol(document: vscode.TextDocument, item: OutlineItem): vscode.DocumentSymbol {
  const { label, detail, kind, range, name, children } = item;
  const ranges = [rangeOf(document, range), rangeOf(document, name)] as const;
  const symbol = new vscode.DocumentSymbol(redact(label), redact(detail), kinds[kind], ...ranges);
  symbol.children = children.map((child) => toSymbol(document, child));
  return symbol;
}

/** Such as `NAS files → 005494`, as far as the spec says so. */
function titleOf(spec: SpecDocument): string {
  const { what, to } = summarize(toRequest(spec));
  if (!what) return vscode.l10n.t('Restore');
  return to ? `${what} → ${to}` : what;
}

export function registerSymbols(): vscode.Disposable {
  const provider: vscode.DocumentSymbolProvider = {
    provideDocumentSymbols(document) {
      const spec = readOpenSpec(document)?.spec;
      if (!spec?.root) return [];
      const name = parameterRange(spec, 'RestoreType') ?? { offset: spec.root.offset, length: 1 };
      const ranges = [rangeOf(document, spec.root), rangeOf(document, name)] as const;
      const symbol = new vscode.DocumentSymbol(titleOf(spec), '', vscode.SymbolKind.Module, ...ranges);
      symbol.children = outlineOf(spec).map((item) => toSymbol(document, item));
      return [symbol];
    },
  };
  return vscode.languages.registerDocumentSymbolProvider(selector, provider, {
    label: vscode.l10n.t('Restore'),
  });
}
