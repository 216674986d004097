/** Every rule that a problem can be of; docs/diagnostics.md has a section for each. */
export const problemCodes = [
  'syntax',
  'root',
  'empty',
  'tooLarge',
  'tooMany',
  'missing',
  'unknownKey',
  'notTaken',
  'wrongType',
  'unknownValue',
  'mismatch',
  'outOfRange',
  'pattern',
  'tooLong',
  'tooFew',
  'duplicateKey',
  'plainDigits',
  'brokenText',
  'notJson',
  'forceRestore',
  'overwriteExisting',
  'includedAndExcluded',
  'mixedPaths',
  'dotSegments',
  'inFuture',
  'placeholder',
  'unknownRegion',
  'otherRegion',
  'newer',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** A file with more of one severity was not written by hand, and nobody reads them. */
export const mostProblems = 1000;

/**
 * What is wrong with, or worth saying of, a place in a spec.
 *
 * `offset` and `length` are UTF-16 code units in the text, as VS Code counts.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  /** An `error` keeps the spec from being sent; a `warning` says what it would destroy or likely mistakes. */
  readonly severity: 'error' | 'warning' | 'information';
  readonly offset: number;
  readonly length: number;
  /** `editor`: VS Code's own JSON support says it as well; `own`: nobody but this extension does. */
  readonly saidBy: 'editor' | 'own';
}

/** The problems that keep a spec from being sent, in the order of the text. */
export function errorsOf(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem) => problem.severity === 'error');
}
