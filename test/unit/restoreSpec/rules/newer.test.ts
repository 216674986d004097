import assert from 'node:assert/strict';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { jsonServiceProblems } from '../../../jsonService.ts';
import { NAS, errors, underlined } from './ruleRows.ts';
import { newer } from '../validSpecs.ts';

describe('newer', () => {
  for (const key of ['Options', 'Edition', 'FailbackDetail']) {
    it(`${key} is newer than the page: taken, and marked by an information alone`, () => {
      const text = JSON.stringify({ ...NAS, [key]: key === 'Edition' ? 'STANDARD' : {} });
      const problems = validateSpec(readSpec(text));
      assert.deepEqual(
        problems.map((problem) => [problem.code, underlined(text, problem)]),
        [['newer', `"${key}"`]],
      );
    });
  }

  for (const [type, spec] of Object.entries(newer)) {
    it(`${type} is newer than the page: taken, and marked by an information alone`, async () => {
      const text = JSON.stringify(spec);
      assert.deepEqual(await jsonServiceProblems(text), []);
      const said = validateSpec(readSpec(text)).filter(({ message }) => message.includes(`RestoreType ${type}`));
      assert.deepEqual(errors(text), []);
      assert.deepEqual(
        said.map((problem) => [problem.severity, problem.foundBy, underlined(text, problem)]),
        [['information', 'rule', `"${type}"`]],
      );
    });
  }
});
