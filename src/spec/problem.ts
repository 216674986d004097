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
  'unknownTargetRegion',
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

/** What is lost for good, or goes where nobody looks. */
const destroying: ReadonlySet<ProblemCode> = new Set(['forceRestore', 'overwriteExisting', 'dotSegments']);

/** Whether no number of other warnings may hide this one. */
export const isGrave = ({ code }: Pick<Problem, 'code'>): boolean => destroying.has(code);

/** What is to be read before a spec is sent: what destroys data first, otherwise in the order of the text. */
export function warningsOf(problems: readonly Problem[]): Problem[] {
  return problems
    .filter(({ severity }) => severity === 'warning')
    .sort((a, b) => Number(isGrave(b)) - Number(isGrave(a)));
}
