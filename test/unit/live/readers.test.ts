import assert from 'node:assert/strict';
import type { Account } from '../../../src/cloud/account.ts';
import { createAccountReaders } from '../../../src/live/readers.ts';
import { vaults } from '../../../src/live/questions.ts';
import { manualClock } from '../jobs/manualClock.ts';

const account: Account = {
  signer: 'cliProfile',
  profile: 'a',
  region: 'cn-hangzhou',
  endpoint: 'https://h',
  caller: 'c',
};
const slots = { run: <V>(work: () => Promise<V>) => work() };
const nobody = () => Promise.resolve(undefined);

describe('the readers of accounts', () => {
  const open = () => createAccountReaders({ slots, clock: manualClock(), onDenied: assert.ifError });

  it('are one for each account, region, address and signer', () => {
    const readers = open();
    const first = readers.readerFor(account, nobody);
    assert.equal(readers.readerFor({ ...account }, nobody), first);
    for (const other of [{ profile: 'b' }, { region: 'cn-beijing' }, { endpoint: 'https://i' }, { caller: 'd' }]) {
      assert.notEqual(readers.readerFor({ ...account, ...other }, nobody), first);
    }
  });

  it('sign as whoever signs now', async () => {
    const readers = open();
    readers.readerFor(account, () => assert.fail('the old one was asked'));
    let asked = false;
    const reader = readers.readerFor(account, () => {
      asked = true;
      return nobody();
    });
    await assert.rejects(reader.read(vaults(), { by: 'person' }));
    assert.ok(asked);
  });

  it('are five at most, and none once all is forgotten', () => {
    const readers = open();
    const first = readers.readerFor(account, nobody);
    for (let index = 0; index < 4; index++) readers.readerFor({ ...account, region: `r-${index}` }, nobody);
    assert.equal(readers.readerFor(account, nobody), first);
    for (let index = 0; index < 5; index++) readers.readerFor({ ...account, region: `s-${index}` }, nobody);
    assert.notEqual(readers.readerFor(account, nobody), first);
    const second = readers.readerFor(account, nobody);
    readers.clear();
    assert.notEqual(readers.readerFor(account, nobody), second);
  });
});
