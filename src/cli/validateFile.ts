/** The problems of a file, with their places as a person counts them. */
import { hasSecret, redact } from '../cloud/redaction/secrets.ts';
import { readSpec, validateSpec, type Diagnostic } from '../restoreSpec/index.ts';
import { positionFinder, type TextPosition } from '../restoreSpec/textPosition.ts';

/** A diagnostic of the editor, with the same code and the same words. */
export interface FileDiagnostic {
  readonly code: Diagnostic['code'];
  readonly severity: Diagnostic['severity'];
  /** One line, without a control character. */
  readonly message: string;
  readonly start: TextPosition;
  /** The first place behind it. */
  readonly end: TextPosition;
}

/** What was found in one file. */
export interface FileDiagnostics {
  /** Its name as it was given. */
  readonly file: string;
  /** In the order of the text. */
  readonly diagnostics: readonly FileDiagnostic[];
}

/** @param text of a restore spec */
export function diagnosticsOf(text: string): FileDiagnostic[] {
  const positionAt = positionFinder(text);
  return validateSpec(readSpec(text), { hasSecret }).map(({ code, severity, message, offset, length }) => ({
    code,
    severity,
    message: redact(message),
    start: positionAt(offset),
    end: positionAt(offset + length),
  }));
}

/** How many there are of a severity. Each error keeps its spec from being sent. */
export const countOf = (files: readonly FileDiagnostics[], wanted: FileDiagnostic['severity']): number =>
  files.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === wanted).length;
