import assert from 'node:assert/strict';
import { inlayHintsOf } from '../../../src/restoreSpec/inlayHintText.ts';
import { localText } from '../../../src/restoreSpec/dateFormat.ts';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';

/** The text with each hint in its place, in angle brackets. */
function withHints(text: string): string {
  return inlayHintsOf(readSpec(text))
    .reverse()
    .reduce((whole, { text: hint, offset }) => `${whole.slice(0, offset)}<${hint}>${whole.slice(offset)}`, text);
}

describe('hints beside values', () => {
  for (const [text, expected] of [
    ['{"TargetCreateTime": 1554347313}', `{"TargetCreateTime": 1554347313<${localText(1554347313)}>}`],
    ['{"TargetTime": 0, }', `{"TargetTime": 0<the end of the snapshot's span>, }`],
    ['{"Include": ["/home"]}', '{"Include": ["/home"]<1 path, 9 of 255 characters>}'],
    ['{"Include": ["/a", "/é😀"]}', '{"Include": ["/a", "/é😀"]<2 paths, 12 of 255 characters>}'],
    ['{"Exclude": "[ \\"/a\\" ]"}', '{"Exclude": "[ \\"/a\\" ]"<1 path, 8 of 255 characters>}'],
    ['{"Include": [\n"/a"\n]}', '{"Include": [<1 path, 6 of 255 characters>\n"/a"\n]}'],
    ['{"Include": [ \r\n"/a"\n]}', '{"Include": [ <1 path, 6 of 255 characters>\r\n"/a"\n]}'],
    ['// c\n{"TargetTime": /* x */ 1 }', `// c\n{"TargetTime": /* x */ 1<${localText(1)}> }`],
  ] as const) {
    it(text, () => assert.equal(withHints(text), expected));
  }
  for (const odd of [
    '{"TargetTime": 1554347313000}',
    '{"TargetTime": -1}',
    '{"TargetTime": 1e9}',
    '{"TargetTime": 1.0}',
    '{"TargetTime": "1554347313"}',
    '{"TargetTime": 99999999999999999999999}',
    '{"VaultId": 1554347313}',
    '{"Include": []}',
    '{"Include": [1]}',
    '{"Include": [""]}',
    '{"Include": ""}',
    '{"Include": "/home"}',
    '{"Include": "[\\"/home\\""}',
    '{"Include": {}}',
    '{"Options": ["/a"]}',
    '',
    '[]',
  ]) {
    it(`none at ${odd || 'nothing'}`, () => assert.equal(withHints(odd), odd));
  }
});
