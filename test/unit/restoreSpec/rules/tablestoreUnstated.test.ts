import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/restoreSpec/fixes/fix.ts';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { errors, spec, underlined } from './ruleRows.ts';

const found = (text: string) =>
  validateSpec(readSpec(text))
    .filter(({ code }) => code === 'tablestoreUnstated')
    .map((problem) => [problem.severity, underlined(text, problem), problem.message] as const);
const text = (more: Record<string, unknown>) => spec('OTS_TABLE', more);

describe('tablestoreUnstated', () => {
  it('says what Terraform requires and the spec has not', () => {
    const [[severity, at, message] = [], ...others] = found(text({}));
    assert.deepEqual([severity, at, others], ['information', '"OTS_TABLE"', []]);
    assert.match(message ?? '', /^Missing: Include \(.*\), TargetTime \(0 is the end of the snapshot's span\)\./);
    assert.match(found(text({ TargetTime: 1642496881 }))[0]?.[2] ?? '', /^Missing: Include \([^)]*\)\./);
  });

  it('says of the time 0 what belongs beside it', () => {
    const [[, at, message] = []] = found(text({ Include: ['t'], TargetTime: 0 }));
    assert.equal(at, '0');
    assert.match(message ?? '', /UI_TargetTime/);
    assert.deepEqual(found(text({ Include: ['t'], TargetTime: 0, Options: '{"UI_TargetTime":1}' })), []);
  });

  it('says nothing where all is stated, nor of another type', () => {
    assert.deepEqual(found(text({ Include: ['t'], TargetTime: 1642496881 })), []);
    assert.deepEqual(found(spec('NAS', {})), []);
  });

  it('adds an Include that is not sent before it is filled in', () => {
    const before = text({});
    const [problem] = validateSpec(readSpec(before)).filter(({ code }) => code === 'tablestoreUnstated');
    assert.ok(problem);
    const [fix] = fixesFor(readSpec(before), problem);
    const after = applyEdits(before, fix?.edits ?? []);
    assert.equal(errors(after)[0]?.code, 'pattern');
    assert.equal(fix?.edits[0]?.snippet?.includes('["$1"]'), true);
  });
});
