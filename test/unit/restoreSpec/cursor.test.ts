import assert from 'node:assert/strict';
import { completionsAt } from '../../../src/restoreSpec/completions.ts';
import { isInComment, valueAt } from '../../../src/restoreSpec/cursor.ts';
import { livePlaceAt } from '../../../src/restoreSpec/livePlace.ts';
import { noLiveValues } from '../../../src/restoreSpec/liveValues.ts';
import { marked } from './cursorMark.ts';

/** The text of the value at the mark. */
function valueTextAt(text: string): string | undefined {
  const { spec, offset } = marked(text);
  const place = valueAt(spec, offset);
  return place && spec.text.slice(place.offset, place.end);
}

describe('the value at the cursor', () => {
  for (const text of [
    '{ "TargetTime": 1642496881 // agreed:|\n}',
    '{ "TargetTime": 1642496881 // agreed|',
    '{ "TargetTime": /* was: | */ 1642496881 }',
    '{ "TargetTime": 1642496881 /* agreed */ |}',
    '{ "RestoreType": // one of:|\n}',
    '{ "RestoreType": /*/ |',
    '{ "VaultId": // the one:|\n}',
    '// a word|',
    String.raw`{ "RestoreType": "UDM_ECS_ROLLBACK", "UdmDetail": "{\"bootAfterRestore\": true // a: |}" }`,
  ]) {
    it(`is none in a comment or after one: ${JSON.stringify(text)}`, () => {
      const { spec, offset } = marked(text);
      assert.equal(livePlaceAt(spec, offset), undefined);
      assert.deepEqual(completionsAt({ spec, offset, now: 0, live: noLiveValues }), []);
    });
  }

  it('begins after a comment that follows the colon', () => {
    assert.equal(valueTextAt('{ "TargetTime": /* UTC */ 2024-03-|03 }'), '2024-03-03');
    assert.equal(valueTextAt('{ "TargetTime": // UTC\n 16|42 }'), '1642');
    assert.equal(valueTextAt('{ "TargetTime": /* UTC */| }'), '');
  });

  it('is one in a string that looks like a comment', () => {
    assert.equal(valueTextAt('{ "VaultId": "// v|" }'), '"// v"');
    assert.equal(isInComment('{ "a": "//" }', 12), false);
  });
});
