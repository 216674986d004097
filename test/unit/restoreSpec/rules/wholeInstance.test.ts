import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/restoreSpec/fixes/fix.ts';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { spec, testWarnings, warnings } from './ruleRows.ts';

const lists = { includes: ['/a'], excludes: [] };

describe('wholeInstance', () => {
  testWarnings([
    [
      'Include of a rollback',
      spec('UDM_ECS_ROLLBACK', { Include: ['/home/alice'] }),
      ['wholeInstance', '"Include"', /^With .UDM_ECS_ROLLBACK. the whole instance or disk is restored/],
    ],
    [
      'Exclude of a clone, as a string',
      spec('UDM_ECS', { Exclude: '["/a"]' }),
      ['wholeInstance', '"Exclude"', /ignore Exclude/],
    ],
    [
      'a list of Options of a disk',
      spec('UDM_ECS_DISK_ROLLBACK', { Options: lists }),
      ['wholeInstance', '"includes"', /ignore the list "includes" of Options/],
    ],
    [
      'a list of Options in a string',
      spec('UDM_ECS_DISK', { Options: JSON.stringify(lists) }),
      ['wholeInstance', '\\"includes\\"', /ignore the list "includes" of Options/],
    ],
    ['no list', spec('UDM_ECS_ROLLBACK', { Options: { includes: [] } })],
    ['the paths of files', spec('ECS_FILE', { Include: ['C:\\a'] })],
  ]);

  it('removes the list that may be ignored', () => {
    for (const more of [{ Include: ['/a'] }, { Options: lists }, { Options: JSON.stringify(lists) }]) {
      const text = spec('UDM_ECS_ROLLBACK', more);
      const [problem] = warnings(text);
      const [fix] = problem ? fixesFor(readSpec(text), problem) : [];
      assert.deepEqual(warnings(applyEdits(text, fix?.edits ?? [])), []);
    }
  });
});
