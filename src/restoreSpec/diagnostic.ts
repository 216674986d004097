import type { DiagnosticCode } from './rules/index.ts';
import type { Severity } from './rules/rule.ts';

export type { DiagnosticCode, Severity };

/** The most diagnostics of one severity that are shown. A file with more was not written by hand, and nobody reads them all. */
export const maxDiagnostics = 1000;

/**
 * A problem of a spec, or a remark about it, at one place.
 *
 * `offset` and `length` are UTF-16 code units in the text, as VS Code counts.
 */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly severity: Severity;
  /** Whether it warns that data is lost. It is shown however many other warnings there are. */
  readonly isDestructive: boolean;
  readonly offset: number;
  readonly length: number;
  /**
   * What finds it. `json`: whoever reads the text as JSON, as VS Code's JSON support does. `schema`: whoever checks it with
   * `schemas/restore.schema.json`. `rule`: only this extension.
   */
  readonly foundBy: 'json' | 'schema' | 'rule';
}

/** The problems that keep a spec from being sent, in the order of the text. */
export function errorsOf(problems: readonly Diagnostic[]): Diagnostic[] {
  return problems.filter((problem) => problem.severity === 'error');
}

/** The warnings to show before a spec is sent: those of destroyed data first, otherwise in the order of the text. */
export function warningsOf(problems: readonly Diagnostic[]): Diagnostic[] {
  return problems
    .filter(({ severity }) => severity === 'warning')
    .sort((a, b) => Number(b.isDestructive) - Number(a.isDestructive));
}

/**
 * The problems that this extension has to report itself, since VS Code's JSON support doesn't. A schema that the document itself names
 * changes nothing: VS Code says what it refuses only as warnings, and may not get it at all.
 *
 * @param saysSyntax whether VS Code's JSON support says that a text is no JSON: the language is JSON, and its validation is on
 */
export const ownDiagnostics = (problems: readonly Diagnostic[], saysSyntax: boolean): readonly Diagnostic[] =>
  saysSyntax ? problems.filter(({ foundBy }) => foundBy !== 'json') : problems;
