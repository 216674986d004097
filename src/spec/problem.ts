/**
 * What is wrong with, or worth saying of, a place in a spec.
 *
 * `offset` and `length` are UTF-16 code units in the text, as VS Code counts.
 */
export interface Problem {
  /** A short stable name of the rule, such as `missing`, `notTaken`, `tooLong`. */
  readonly code: string;
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
