import assert from 'node:assert/strict';
import { openAnswers } from '../../../../src/live/preflight/answers.ts';
import { vaults } from '../../../../src/live/questions.ts';
import { givenAccount, listOf } from './givenAccount.ts';

const vault = { vaultId: 'v-1', sourceTypes: [] };

describe("an account's answers to a preflight", () => {
  const open = (list = [vault]) => {
    const account = givenAccount({ describeVaults: () => listOf(...list) });
    const answers = () => openAnswers(account.reader, new AbortController().signal, () => 'stopped');
    return { ...account, answers };
  };

  it('are asked anew where one of minutes ago lacks what is looked for', async () => {
    const list = [vault];
    const { clock, calls, answers } = open(list);
    const ask = async (vaultId: string) => {
      const answer = await answers().ask(vaults(), ({ entries }) => entries.some((each) => each.vaultId === vaultId));
      return answer.isKnown && answer.value.entries.some((each) => each.vaultId === vaultId);
    };
    assert.deepEqual([await ask('v-1'), await ask('v-2'), calls.length], [true, false, 1]);
    clock.advance(4 * 60_000);
    list.push({ ...vault, vaultId: 'v-2' });
    assert.deepEqual([await ask('v-1'), calls.length], [true, 1]);
    assert.deepEqual([await ask('v-2'), calls.length], [true, 2]);
  });

  it('say that the service accepts who signs only where it was asked in the last minute', async () => {
    const { clock, answers } = open();
    const first = answers();
    await first.ask(vaults());
    assert.deepEqual(first.signing(), { kind: 'accepted' });
    const askedAfter = async (ms: number) => {
      clock.advance(ms);
      const later = answers();
      await later.ask(vaults());
      return later.signing();
    };
    assert.deepEqual(await askedAfter(30_000), { kind: 'accepted' });
    const signing = await askedAfter(60_000);
    assert.match(signing.kind === 'unknown' ? signing.why : signing.kind, /known already/);
    assert.match(JSON.stringify(answers().signing()), /Nothing had to be checked/);
  });
});
