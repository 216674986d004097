/** Which problems of a spec this extension has to report itself, since VS Code's JSON support doesn't. */
import type { Diagnostic } from './diagnostic.ts';

/**
 * The problems that this extension reports for a document. A schema that the document itself names changes nothing: VS Code says what
 * it refuses only as warnings, and may not get it at all.
 *
 * @param saysSyntax whether VS Code's JSON support says that a text is no JSON: the language is JSON, and its validation is on
 */
export const ownDiagnostics = (problems: readonly Diagnostic[], saysSyntax: boolean): readonly Diagnostic[] =>
  saysSyntax ? problems.filter(({ foundBy }) => foundBy !== 'json') : problems;
