import assert from 'node:assert/strict';
import { compactJson, parseJson } from '../../../src/restoreSpec/jsonTree.ts';
import { inlayHintsOf } from '../../../src/restoreSpec/inlayHintText.ts';
import { toRequest } from '../../../src/restoreSpec/restoreRequest.ts';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../src/restoreSpec/validation.ts';

function compact(text: string): string {
  const { root } = parseJson(text, { lenient: true });
  assert.ok(root);
  const first = compactJson(root, text);
  assert.equal(compactJson(root, text), first);
  return first;
}

describe('the shortest JSON text of a value', () => {
  for (const [text, expected] of [
    ['[ ]', '[]'],
    ['[ "/a" , /* b */ "\\u00e9\\t\\"" , ]', '["/a","é\\t\\""]'],
    ['["\\ud800"]', '["\\ud800"]'],
    ['[ "/a", 9007199254740993, ["b", 1.50], { "c": ["d"] } ]', '["/a",9007199254740993,["b",1.50],{"c":["d"]}]'],
    ['{ "a": [ "b" ], "__proto__": null }', '{"a":["b"],"__proto__":null}'],
  ] as const) {
    it(`is ${expected}`, () => assert.equal(compact(text), expected));
  }

  it('is that of the text as it is now, after each change', () => {
    const paths = Array.from({ length: 40 }, (_, index) => `/data/${index}`);
    for (const list of [paths, [...paths, '/new'], paths.slice(1), ['/one']]) {
      const json = JSON.stringify(list);
      const document = readSpec(JSON.stringify({ RestoreType: 'ECS_FILE', Include: list }, null, 2));
      const tooLong = validateSpec(document).filter(({ code }) => code === 'longFilter');
      assert.deepEqual(
        tooLong.map(({ message }) => message.includes(` ${json.length} characters `)),
        json.length > 255 ? [true] : [],
      );
      assert.match(inlayHintsOf(document)[0]?.text ?? '', new RegExp(`, ${json.length} of 255 `));
      assert.equal(toRequest(document).body['Include'], json);
    }
  });
});
