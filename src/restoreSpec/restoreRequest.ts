/** Makes the request of a valid spec. */
import type { SpecDocument } from './specDocument.ts';
import { compactJson, memberOf, type Node, propertiesOf, sourceOf, visitNodes } from './jsonTree.ts';
import { requestWith, type RestoreRequest } from './parameters.ts';

/**
 * Makes a request of exactly the parameters in the spec, without the keys that begin with `$`. Structured values become one JSON
 * string, and numbers keep their digits as written. The spec must be valid.
 */
export function toRequest(document: SpecDocument): RestoreRequest {
  const wireForm = (value: Node) => {
    if (value.type === 'string') return String(value.value);
    const isStructured = value.type === 'array' || value.type === 'object';
    return (isStructured ? compactJson : sourceOf)(value, document.text);
  };
  const sent = propertiesOf(document.root).filter(({ name }) => !name.startsWith('$'));
  return requestWith(sent.map(({ name, value }) => [name, wireForm(value)]));
}

/** Where the value of a parameter stands in the text, in UTF-16 code units: of a repeated one the last, which counts; undefined where the spec has none. */
export function parameterRange(document: SpecDocument, parameter: string): Pick<Node, 'offset' | 'length'> | undefined {
  return memberOf(document.root, parameter);
}

/** Where one of the texts in the value of a parameter stands. All of the value where it isn't found, as in JSON inside a string. */
export function itemRange(
  document: SpecDocument,
  parameter: string,
  item: string,
): Pick<Node, 'offset' | 'length'> | undefined {
  const value = memberOf(document.root, parameter);
  let found: Node | undefined;
  if (value) {
    visitNodes(value, (node) => {
      const isKey = node.parent?.type === 'property' && node.parent.children?.[0] === node;
      if (node.type === 'string' && node.value === item && !isKey) found ??= node;
    });
  }
  return found ?? value;
}
