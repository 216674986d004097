import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { manifestProblems, settableByFolder } from '../../../scripts/manifest.ts';

describe('the manifest', () => {
  it('fits the source', () => assert.deepEqual(manifestProblems(resolve(import.meta.dirname, '../../..')), []));

  it('lets a folder set nothing that acts in other windows', () => {
    const named = (scope?: string) =>
      settableByFolder({ 'cloudBackupRestore.notifications': scope === undefined ? {} : { scope } });
    for (const scope of ['application', 'machine']) assert.deepEqual(named(scope), []);
    for (const scope of ['window', 'resource', 'machine-overridable', undefined]) {
      assert.match(named(scope).join(), /^A folder could set cloudBackupRestore\.notifications/);
    }
    assert.deepEqual(settableByFolder({ 'cloudBackupRestore.codeLens': { scope: 'window' } }), []);
  });
});
