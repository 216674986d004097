import assert from 'node:assert/strict';
import { formatJson } from '../../../../src/restoreSpec/formats/jsonLayout.ts';
import { parseJson } from '../../../../src/restoreSpec/jsonTree.ts';

const nested = (depth: number, inner: string) => '{"a":'.repeat(depth) + inner + '}'.repeat(depth);

describe('JSON laid out', () => {
  const laidOut = (json: string, width: number) => formatJson(parseJson(json, { lenient: false }).root!, json, width);

  it('opens what does not fit, level by level', () => {
    const lines = ['{', '  "a": [', '    1,', '    { "b": [] },', '    {}', '  ],', '  "c": "xyz"', '}'];
    assert.equal(laidOut('{"a":[1,{"b":[]},{}],"c":"xyz"}', 16), lines.join('\n'));
    assert.equal(laidOut('{"a":[1,{"b":[]}],"c":"xyz"}', 80), '{ "a": [1, { "b": [] }], "c": "xyz" }');
  });

  it('keeps in one line what lies too deep to be read', () => {
    const text = laidOut(nested(12, '[1.0,2]'), 0);
    const lines = text.split('\n');
    assert.equal(lines.length, 17);
    assert.equal(lines[8], `${' '.repeat(16)}"a": { "a": { "a": { "a": { "a": [1.0, 2] } } } }`);
    assert.deepEqual(JSON.parse(text), JSON.parse(nested(12, '[1.0,2]')));
  });
});
