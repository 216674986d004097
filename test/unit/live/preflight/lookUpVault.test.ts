import assert from 'node:assert/strict';
import type { Vault } from '../../../../src/cloud/accountResponses.ts';
import { openAnswers } from '../../../../src/live/preflight/answers.ts';
import { lookUpVault } from '../../../../src/live/preflight/lookUpVault.ts';
import { vaults } from '../../../../src/live/questions.ts';
import { givenAccount, listOf } from './givenAccount.ts';

const vault: Vault = { vaultId: 'v-1', status: 'CREATED', sourceTypes: [] };

describe('the vault of a spec', () => {
  /** An account whose list of vaults was read some minutes ago, and the look-up of a vault now. */
  async function readBefore(...before: Vault[]) {
    let list = before;
    const { reader, clock, calls } = givenAccount({
      describeVaults: ({ vaultId }) =>
        listOf(...list.filter((each) => vaultId === undefined || each.vaultId === vaultId)),
    });
    await reader.read(vaults(), { by: 'person' });
    clock.advance(4 * 60_000);
    const lookUp = async (...now: Vault[]) => {
      list = now;
      const found = await lookUpVault(
        'v-1',
        openAnswers(reader, new AbortController().signal, () => 'stopped'),
      );
      return found.isKnown ? found.value : assert.fail(found.why);
    };
    return { calls, lookUp };
  }

  it('is found where it was made since the list was read', async () => {
    const { lookUp } = await readBefore();
    assert.equal((await lookUp(vault)).vault?.vaultId, 'v-1');
  });

  it('can be used where it could not when the list was read', async () => {
    const { lookUp } = await readBefore({ ...vault, status: 'INITIALIZING' });
    assert.equal((await lookUp(vault)).vault?.status, 'CREATED');
  });

  it('is known to be missing where the account has none now', async () => {
    const { lookUp } = await readBefore();
    assert.deepEqual(await lookUp(), { isWhole: true });
  });

  it('takes no call where the list has it', async () => {
    const { calls, lookUp } = await readBefore(vault);
    assert.equal((await lookUp(vault)).vault?.vaultId, 'v-1');
    assert.equal(calls.length, 1);
  });
});
