/** From a valid spec to what travels. */
import type { SpecDocument } from './document.ts';
import { compact, propertiesOf, sourceOf, type Node } from './json.ts';
import { bodyParameters, type RestoreRequest } from './parameters.ts';

/**
 * The parameters that the spec says, and no others: keys with `$` stay behind, structured values become one JSON
 * string, numbers keep their digits as written. The spec must have been judged valid.
 */
export function toRequest(document: SpecDocument): RestoreRequest {
  const query: Record<string, string> = {};
  const body: Record<string, string> = {};
  for (const { name, value } of propertiesOf(document.root)) {
    if (name.startsWith('$')) continue;
    const target = bodyParameters.has(name) ? body : query;
    if (value.type === 'string') target[name] = String(value.value);
    else if (value.type === 'array' || value.type === 'object') target[name] = compact(value, document.text);
    else target[name] = sourceOf(value, document.text);
  }
  return { query, body };
}

/** Where the value of a parameter stands in the text, in UTF-16 code units; undefined where the spec has none. */
export function placeOf(document: SpecDocument, parameter: string): Pick<Node, 'offset' | 'length'> | undefined {
  return propertiesOf(document.root).find(({ name }) => name === parameter)?.value;
}
