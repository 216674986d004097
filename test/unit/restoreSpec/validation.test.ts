/**
 * Specs as long as a spec may be, in which everything is wrong or nested: nothing may freeze the editor. What takes longer
 * than the suite's time limit fails.
 */
import assert from 'node:assert/strict';
import { maxSpecLength, readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { applyEdits } from '../../../src/restoreSpec/fixes/fix.ts';
import { fixAll, fixesFor } from '../../../src/restoreSpec/fixes/index.ts';
import { importText, toPreview } from '../../../src/restoreSpec/formats/index.ts';
import { validateSpec } from '../../../src/restoreSpec/validation.ts';
import { errorsOf, maxDiagnostics, warningsOf } from '../../../src/restoreSpec/diagnostic.ts';
import { toRequest } from '../../../src/restoreSpec/restoreRequest.ts';
import { valid } from './validSpecs.ts';

/** As many pieces as a spec has room for, the bare ones first. */
function filled(piece: (index: number) => string, room = maxSpecLength - 1000): string {
  const pieces: string[] = [];
  for (let length = 0; ;) {
    const next = piece(pieces.length);
    length += next.length + 1;
    if (length > room) return pieces.join(',');
    pieces.push(next);
  }
}

const plus = (members: string, type = 'NAS') => JSON.stringify(valid[type]).replace(/}$/, `,${members}}`);
const nested = (depth: number, inner: string) => '{"a":'.repeat(depth) + inner + '}'.repeat(depth);
/** A list that fills the spec too once it stands in a string. */
const inString = (json: string) => JSON.stringify(json.slice(0, maxSpecLength / 2).replace(/,[^,]*$/, ']'));

const numbers = `[${filled(() => '1')}]`;
const empty = `[${filled(() => '""')}]`;

describe('specs as long as they may be', () => {
  for (const [what, text, code] of [
    ['numbers for paths', plus(`"Include":${numbers}`), 'wrongType'],
    ['empty paths', plus(`"Include":${empty}`), 'pattern'],
    ['numbers for paths, in a string', plus(`"Include":${inString(numbers)}`), 'wrongType'],
    ['empty paths, in a string', plus(`"Exclude":${inString(`[${filled(() => '""', 300_000)}]`)}`), 'pattern'],
    ['lists for paths', plus(`"Include":[${filled(() => '[]')}]`), 'wrongType'],
    ['unknown keys', plus(filled((i) => `"k${i}":1`)), 'unknownKey'],
    ['one key again and again', plus(filled(() => '"VaultId":""')), 'duplicateKey'],
    ['unknown keys inside', plus(`"UdmDetail":{${filled((i) => `"k${i}":1e3`)}}`, 'UDM_ECS_ROLLBACK'), 'unknownKey'],
    [
      'unknown keys inside a string',
      plus(`"UdmDetail":${JSON.stringify(`{${filled((i) => `"k${i}":1e3`, 700_000)}}`)}`, 'UDM_ECS_ROLLBACK'),
      'unknownKey',
    ],
    ['broken texts in a deep nest', plus(`"Options":${nested(90, `[${filled(() => '"\\u0000"')}]`)}`), 'brokenText'],
    ['syntax errors', `{${'a '.repeat(499_000)}}`, 'syntax'],
  ] as const) {
    it(`judges ${what}, and shows the first problems`, () => {
      assert.ok(text.length <= maxSpecLength && text.length > maxSpecLength * 0.45, String(text.length));
      const spec = readSpec(text);
      const problems = validateSpec(spec);
      const errors = errorsOf(problems);
      assert.ok(errors.some((problem) => problem.code === code));
      assert.equal(errors.length, maxDiagnostics + 1);
      assert.match(errors.at(-1)?.message ?? '', /^More problems follow/);
      assert.equal(errors.at(-1)?.code, 'tooMany');
      problems.slice(0, 50).forEach((problem) => fixesFor(spec, problem));
      fixAll(spec, problems);
    });
  }

  it('keeps errors in sight that stand behind any number of warnings', () => {
    const text = plus(`"UdmDetail":{${filled((i) => `"k${i}":"v-**"`)}},"VaultId":1`, 'UDM_ECS_ROLLBACK');
    const problems = validateSpec(readSpec(text));
    const count = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
    assert.deepEqual([count('warning'), count('error')], [maxDiagnostics + 1, maxDiagnostics + 1]);
    const offsets = problems.map(({ offset }) => offset);
    assert.deepEqual(
      offsets,
      [...offsets].sort((a, b) => a - b),
    );
  });

  it('keeps in sight what destroys data behind any number of other warnings, and names it first', () => {
    const members = `"UdmDetail":{"sourceInstanceId":"i-1",${filled((i) => `"k${i}":"v-**"`)},"forceRestore":true}`;
    const [first, second] = warningsOf(validateSpec(readSpec(plus(members, 'UDM_ECS_ROLLBACK'))));
    assert.deepEqual([first?.code, second?.code], ['forceRestore', 'placeholder']);
  });

  it('shows all where there are not more than the most', () => {
    const keys = Array.from({ length: maxDiagnostics }, (_, i) => `"k${i}":1`).join(',');
    assert.ok(errorsOf(validateSpec(readSpec(plus(keys)))).every(({ code }) => code === 'unknownKey'));
  });

  it('fixes what is spelt oddly in a string of it', () => {
    const inner = `{"sourceInstanceId":"i-1",${filled((i) => `"k${i}":1e3`, 700_000)}}`;
    const text = plus(`"UdmDetail":${JSON.stringify(inner)}`, 'UDM_ECS_ROLLBACK');
    const spec = readSpec(text);
    assert.match(applyEdits(text, fixAll(spec)), /\\"k0\\":1000,/);
  });

  it('removes one or all of a key that stands there again and again', () => {
    const text = plus(filled((i) => `"k":${i}`, 500_000));
    const spec = readSpec(text);
    for (const problem of validateSpec(spec).slice(0, 50)) assert.ok(fixesFor(spec, problem).length > 0);
  });

  it('has a preview that is no many times longer than a deep spec, and takes no time by the level', () => {
    const text = plus(`"Options":${nested(95, `[${filled(() => '"a"', 900_000)}]`)}`);
    const spec = readSpec(text);
    assert.deepEqual(errorsOf(validateSpec(spec)), []);
    const page = toPreview({ request: toRequest(spec) }, {}, 'x');
    assert.ok(page.length < text.length * 4, String(page.length));
    assert.ok(importText(text));
  });
});
