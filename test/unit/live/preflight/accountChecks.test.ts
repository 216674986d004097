import assert from 'node:assert/strict';
import { known } from '../../../../src/live/preflight/check.ts';
import { checkSigning, checkVault } from '../../../../src/live/preflight/accountChecks.ts';
import { allNotChecked, outage, said, verdicts } from './checkResults.ts';

describe("the preflight's checks of who signs and of the vault", () => {
  it('of who signs', () => {
    assert.deepEqual(verdicts(checkSigning({ kind: 'accepted' })), { credentials: 'passed', clock: 'passed' });
    const refused = (what: 'keys' | 'clock') => verdicts(checkSigning({ kind: 'refused', what, message: 'wrong' }));
    assert.deepEqual(refused('keys'), { credentials: 'failed', clock: 'notChecked' });
    assert.deepEqual(refused('clock'), { credentials: 'notChecked', clock: 'failed' });
    const nobody = checkSigning({ kind: 'unknown', why: 'no account' });
    allNotChecked(nobody);
    assert.deepEqual(
      nobody.map(({ check, message }) => [check, message]),
      [
        ['credentials', 'no account'],
        ['clock', 'no account'],
      ],
    );
  });

  it('of the vault', () => {
    const vault = (status?: string, regionId = 'cn-hangzhou') => {
      const found = { vaultId: 'v-1', regionId, sourceTypes: [], ...(status !== undefined && { status }) };
      return verdicts(checkVault('v-1', 'cn-hangzhou', known({ vault: found, isWhole: true })));
    };
    assert.deepEqual(vault('CREATED'), { vaultRegion: 'passed', vaultStatus: 'passed' });
    assert.deepEqual(vault('INITIALIZING').vaultStatus, 'failed');
    assert.deepEqual(vault('ERROR').vaultStatus, 'failed');
    assert.deepEqual(
      [vault('UNKNOWN').vaultStatus, vault('NEW_WORD').vaultStatus, vault().vaultStatus],
      Array(3).fill('notChecked'),
    );
    assert.equal(vault('CREATED', 'cn-shanghai').vaultRegion, 'failed');
    const none = (isWhole: boolean) => verdicts(checkVault('v-1', 'r', known({ isWhole })));
    assert.deepEqual(none(true), { vaultRegion: 'failed', vaultStatus: 'notChecked' });
    assert.deepEqual(none(false), { vaultRegion: 'notChecked', vaultStatus: 'notChecked' });
    allNotChecked(checkVault('v-1', 'r', outage));
  });

  it('name the vault, its region and its status', () => {
    const vault = { vaultId: 'v-1', regionId: 'cn-shanghai', status: 'ERROR', sourceTypes: [] };
    const of = (more: object) =>
      checkVault('v-1', 'cn-hangzhou', known({ vault: { ...vault, ...more }, isWhole: true }));
    assert.deepEqual(said(of({}), 'vaultRegion'), [
      '"v-1" is in "cn-shanghai", and the request goes to "cn-hangzhou".',
      'VaultId',
    ]);
    const named = of({ name: 'files', regionId: 'cn-hangzhou' });
    assert.deepEqual(said(named, 'vaultRegion'), ['"v-1" ("files") is in "cn-hangzhou".', 'VaultId']);
    assert.match(said(of({ regionId: undefined }), 'vaultRegion')[0] ?? '', /not say in which region "v-1" is/);
    assert.deepEqual(said(of({}), 'vaultStatus'), ['The vault can\'t be used: its status is "ERROR".', 'VaultId']);
    const none = checkVault('v-1', 'cn-hangzhou', known({ isWhole: true }));
    assert.deepEqual(said(none, 'vaultRegion'), ['There is no vault "v-1" in "cn-hangzhou".', 'VaultId']);
  });
});
