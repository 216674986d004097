import assert from 'node:assert/strict';
import { errors, NAS, UDM, underlined } from './rulesHelpers.ts';

describe('what only the text shows', () => {
  const withTime = (literal: string) => JSON.stringify(NAS).replace('1554347313', literal);
  for (const literal of ['1.0', '1e9', '1E3', '-0', '15543473130e-1']) {
    it(`the number ${literal} is not written in plain digits`, () => {
      const text = withTime(literal);
      assert.deepEqual(
        errors(text).map((problem) => underlined(text, problem)),
        [literal],
      );
    });
  }
  it('an account ID has at most 19 digits', () => {
    const text = (digits: string) => JSON.stringify({ ...NAS, CrossAccountUserId: 7 }).replace('":7', `":${digits}`);
    assert.deepEqual(errors(text('9'.repeat(19))), []);
    assert.deepEqual(
      errors(text(`1${'0'.repeat(19)}`)).map(({ code }) => code),
      ['tooLong'],
    );
    assert.equal(errors(text('9'.repeat(20))).length > 0, true);
  });
  it('a key that stands twice is refused, at the second place', () => {
    const text = '{"VaultId": "v-1", ' + JSON.stringify(NAS).slice(1);
    const [problem] = errors(text);
    assert.equal(problem?.code, 'duplicateKey');
    assert.equal(problem.offset, text.lastIndexOf('"VaultId"'));
  });
  it('a key that stands twice inside a string is refused', () => {
    const text = JSON.stringify({ ...UDM, UdmDetail: '{"sourceInstanceId":"i-1","sourceInstanceId":"i-2"}' });
    assert.deepEqual(
      errors(text).map(({ code, saidBy }) => [code, saidBy]),
      [['duplicateKey', 'own']],
    );
  });
  it('a parameter of another type is refused once, at its key, where a string holds its JSON', () => {
    const text = JSON.stringify({ ...NAS, OtsDetail: '{"BatchChannelCount":1}' });
    assert.deepEqual(
      errors(text).map((problem) => [problem.code, underlined(text, problem)]),
      [['notTaken', '"OtsDetail"']],
    );
  });
});
