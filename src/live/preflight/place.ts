import { itemRange, parameterRange } from '../../restoreSpec/restoreRequest.ts';
import type { SpecDocument } from '../../restoreSpec/specDocument.ts';
import type { CheckResult } from './check.ts';

/** Where a result belongs in the text of its spec, in UTF-16 code units; undefined where it belongs to no line. */
export function placeOf(
  spec: SpecDocument,
  { parameter, item }: CheckResult,
): { readonly offset: number; readonly length: number } | undefined {
  if (parameter === undefined) return undefined;
  return item === undefined ? parameterRange(spec, parameter) : itemRange(spec, parameter, item);
}
