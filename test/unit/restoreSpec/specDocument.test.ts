import assert from 'node:assert/strict';
import { maxSpecLength, readSpec, stringAt } from '../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../src/restoreSpec/validation.ts';
import { errorsOf, maxDiagnostics } from '../../../src/restoreSpec/diagnostic.ts';
import { toRequest } from '../../../src/restoreSpec/restoreRequest.ts';
import { valid } from './validSpecs.ts';

const firstError = (text: string) => errorsOf(validateSpec(readSpec(text)))[0];
const pretty = JSON.stringify(valid['NAS'], null, 2);

describe('reading a spec', () => {
  for (const [what, text, code] of [
    ['an empty file', '', 'empty'],
    ['blanks alone', ' \r\n\t', 'empty'],
    ['a byte order mark alone', '\uFEFF', 'empty'],
    ['null', 'null', 'root'],
    ['an array', '[{}]', 'root'],
    ['a string', '"{}"', 'root'],
    ['comments alone', '// nothing', 'empty'],
    ['two objects', '{} {}', 'syntax'],
    ['JSON that nests without end', '['.repeat(500_000), 'tooLarge'],
    ['objects that nest without end', '{"a":'.repeat(150_000), 'tooLarge'],
    ['text over the limit', `${pretty}${' '.repeat(5_000_000)}`, 'tooLarge'],
  ] as const) {
    it(`refuses ${what}`, () => {
      const problem = firstError(text);
      assert.equal(problem?.code, code);
      assert.match(problem.message, /\.$/);
    });
  }

  for (const [what, text] of [
    ['comments and trailing commas', `/* a */ ${pretty.replace(/\n}$/, ', // b\n}')} // c`],
    ['CRLF', pretty.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${pretty}`],
    ['text at the limit', pretty.padEnd(maxSpecLength)],
  ] as const) {
    it(`takes ${what}`, () => assert.equal(firstError(text), undefined));
  }

  it('says of a spec broken at any character what is wrong, within the text', () => {
    for (let end = 0; end < pretty.length; end++) {
      const problem = firstError(pretty.slice(0, end));
      assert.ok(problem, `cut at ${end}`);
      assert.ok(problem.offset >= 0 && problem.offset + problem.length <= Math.max(end, 1), `cut at ${end}`);
    }
    for (let at = 0; at < pretty.length; at++) {
      for (const inserted of ['"', '{', '\\', '\0', '\ud83d'])
        validateSpec(readSpec(pretty.slice(0, at) + inserted + pretty.slice(at)));
    }
  });

  it('says where 10,000 paths are too long together, once', () => {
    const Include = Array.from({ length: 10_000 }, (_, i) => `/data/${i}`);
    const problems = validateSpec(readSpec(JSON.stringify({ ...valid['ECS_FILE'], TargetPath: '/data', Include })));
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['longFilter'],
    );
  });

  it('names the first of 20,000 unknown keys without a hang', () => {
    const keys = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, 1]));
    const errors = errorsOf(validateSpec(readSpec(JSON.stringify({ ...valid['NAS'], ...keys }))));
    assert.equal(errors.length, maxDiagnostics + 1);
  });

  it('takes hostile text as text', () => {
    const hostile = '${env:HOME} [x](command:y) <img src=x onerror=y> `z` \u202e😀';
    const document = readSpec(JSON.stringify({ ...valid['ECS_FILE'], TargetPath: hostile }));
    assert.deepEqual(errorsOf(validateSpec(document)), []);
    assert.equal(toRequest(document).body['TargetPath'], hostile);
  });

  it('gives the last string of a repeated key, which counts', () => {
    assert.equal(stringAt(readSpec('{"$region": "cn-beijing", "$region": "cn-hangzhou"}'), '$region'), 'cn-hangzhou');
  });
});
