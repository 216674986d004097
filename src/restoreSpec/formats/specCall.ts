/** From the text of a spec to the call that it makes. */
import { errorsOf } from '../diagnostic.ts';
import { toRequest } from '../restoreRequest.ts';
import { readSpec, stringAt } from '../specDocument.ts';
import { positionFinder } from '../textPosition.ts';
import { validateSpec } from '../validation.ts';
import type { Call } from './format.ts';
import type { SpecError } from './requestPreview.ts';

/** More errors than a person reads. */
const maxErrors = 100;

/** The call that a spec makes, its region being the spec's own; or the errors that keep it from being sent. */
export function callFromSpec(text: string): Call | { readonly errors: readonly SpecError[] } {
  const spec = readSpec(text);
  const errors = errorsOf(validateSpec(spec));
  if (errors.length === 0) return { request: toRequest(spec), region: stringAt(spec, '$region') };
  const positionAt = positionFinder(text);
  return {
    errors: errors.slice(0, maxErrors).map(({ offset, message }) => ({ line: positionAt(offset).line, message })),
  };
}
