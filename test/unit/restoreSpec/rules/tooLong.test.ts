import assert from 'node:assert/strict';
import { ECS_FILE, NAS, errors, testRule } from './ruleRows.ts';

describe('tooLong', () => {
  testRule('tooLong', [
    {
      rule: 'a path of Exclude is at most 255 characters long, in a string too',
      passes: { ...ECS_FILE, Exclude: `["${'a'.repeat(255)}"]` },
      breaks: { Exclude: `["b","${'a'.repeat(256)}"]` },
      at: `\\"${'a'.repeat(256)}\\"`,
      says: /maximum length of 255/,
      own: true,
    },
    {
      rule: 'a path of Include is at most 255 characters long',
      passes: { ...ECS_FILE, Include: ['a'.repeat(255), 'b'.repeat(255)] },
      breaks: { Include: ['/b', 'a'.repeat(256)] },
      at: JSON.stringify('a'.repeat(256)),
      says: /maximum length of 255/,
    },
  ]);

  it('an account ID has at most 19 digits', () => {
    const text = (digits: string) => JSON.stringify({ ...NAS, CrossAccountUserId: 7 }).replace('":7', `":${digits}`);
    assert.deepEqual(errors(text('9'.repeat(19))), []);
    assert.deepEqual(
      errors(text(`1${'0'.repeat(19)}`)).map(({ code }) => code),
      ['tooLong'],
    );
    assert.equal(errors(text('9'.repeat(20))).length > 0, true);
  });
});
