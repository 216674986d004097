/** The problems of a spec's text with their places as a person counts them, and without secrets: for whoever has no editor. */
import { hasSecret, redact } from './redaction/secrets.ts';
import { readSpec, validateSpec, type Diagnostic } from '../restoreSpec/index.ts';
import { positionFinder, type TextPosition } from '../restoreSpec/textPosition.ts';
import { withoutIsolates } from '../restoreSpec/messageQuotes.ts';

/** A diagnostic of the editor, with the same code and the same words. */
export interface PlacedDiagnostic {
  readonly code: Diagnostic['code'];
  readonly severity: Diagnostic['severity'];
  /** One line, without a control character. */
  readonly message: string;
  readonly start: TextPosition;
  /** The first place behind it. */
  readonly end: TextPosition;
}

/** @param text of a restore spec */
export function placedDiagnostics(text: string): PlacedDiagnostic[] {
  const positionAt = positionFinder(text);
  return validateSpec(readSpec(text), { hasSecret }).map(({ code, severity, message, offset, length }) => ({
    code,
    severity,
    message: redact(withoutIsolates(message)),
    start: positionAt(offset),
    end: positionAt(offset + length),
  }));
}
