import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/restoreSpec/fixes/fix.ts';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { ECS_FILE, NAS, OTS_TABLE, UDM, errors, testRule, type RuleRow } from './ruleRows.ts';

const structured: [Record<string, unknown>, string][] = [
  [UDM, 'UdmDetail'],
  [OTS_TABLE, 'OtsDetail'],
  [NAS, 'TargetContainer'],
  [NAS, 'Options'],
  [NAS, 'FailbackDetail'],
];

/** The fixes of the text of Include: what each makes of it, and whether it is preferred. */
function fixesOf(include: string): [after: unknown, isPreferred: boolean][] {
  const text = JSON.stringify({ ...ECS_FILE, Include: include });
  const [problem] = errors(text).filter(({ code }) => code === 'notJson');
  return (problem ? fixesFor(readSpec(text), problem) : []).map(({ edits, isPreferred }) => [
    (JSON.parse(applyEdits(text, edits)) as Record<string, unknown>)['Include'],
    isPreferred,
  ]);
}

describe('notJson', () => {
  testRule('notJson', [
    {
      rule: 'Include as a string holds an array',
      passes: { ...NAS, Include: '["/"]' },
      breaks: { Include: '/home' },
      at: '"/home"',
      says: /must hold a JSON array/,
      own: true,
    },
    ...structured.map(([passes, key]): RuleRow => ({
      rule: `${key} as a string holds an object`,
      passes,
      breaks: { [key]: '{,}' },
      at: '"{,}"',
      says: /must hold a JSON object/,
      own: true,
    })),
  ]);

  it('makes an array of one path, and of each path of a list', () => {
    assert.deepEqual(fixesOf('/home'), [[['/home'], true]]);
    assert.deepEqual(fixesOf('C:\\Program Files'), [[['C:\\Program Files'], true]]);
    for (const list of ['/home,/var', '/home; /var', '/home /var', '/home\n/var\n']) {
      assert.deepEqual(fixesOf(list), [
        [['/home', '/var'], true],
        [[list], false],
      ]);
    }
  });

  it('prefers neither where a comma may be part of a name', () => {
    assert.deepEqual(fixesOf('/home/Smith, Bob'), [
      [['/home/Smith', 'Bob'], false],
      [['/home/Smith, Bob'], false],
    ]);
  });

  it('keeps the comments of JSON with comments in a string', () => {
    const text = JSON.stringify({ ...ECS_FILE, Include: '["/a", /* why */]' });
    const [problem] = errors(text);
    const [fix] = problem ? fixesFor(readSpec(text), problem) : [];
    assert.match(applyEdits(text, fix?.edits ?? []), /"Include":\["\/a", \/\* why \*\/\]/);
  });
});
