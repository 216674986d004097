import assert from 'node:assert/strict';
import { NAS, UDM, errors } from './ruleRows.ts';

describe('duplicateKey', () => {
  it('a key that stands twice is refused, at the second place', () => {
    const text = '{"VaultId": "v-1", ' + JSON.stringify(NAS).slice(1);
    const [problem] = errors(text);
    assert.equal(problem?.code, 'duplicateKey');
    assert.equal(problem.offset, text.lastIndexOf('"VaultId"'));
  });
  it('a key that stands twice inside a string is refused', () => {
    const text = JSON.stringify({ ...UDM, UdmDetail: '{"sourceInstanceId":"i-1","sourceInstanceId":"i-2"}' });
    assert.deepEqual(
      errors(text).map(({ code, foundBy }) => [code, foundBy]),
      [['duplicateKey', 'rule']],
    );
  });
});
