import assert from 'node:assert/strict';
import { joinSentences } from '../../../src/restoreSpec/joinSentences.ts';

describe('sentences one after the other', () => {
  it('have a blank between them', () => assert.equal(joinSentences('One.', 'Two.', 'Three'), 'One. Two. Three'));

  it('have none after the full-width end of one', () => {
    assert.equal(joinSentences('一。', '二！', 'Three.', '四'), '一。二！Three. 四');
  });

  it('leave out what is empty', () => {
    assert.equal(joinSentences('', undefined, false, 'One.', '', 'Two.'), 'One. Two.');
    assert.equal(joinSentences(), '');
  });
});
