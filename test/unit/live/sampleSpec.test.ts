import assert from 'node:assert/strict';
import { systemClock } from '../../../src/jobs/clock.ts';
import type { AccountReader } from '../../../src/live/accountReader.ts';
import { knownFirst } from '../../../src/live/offers.ts';
import { known } from '../../../src/live/preflight/check.ts';
import { runPreflight } from '../../../src/live/preflight/runPreflight.ts';
import { sampleSpec } from '../../../src/live/sampleSpec.ts';
import { readSpec, stringAt, toRequest, validateSpec } from '../../../src/restoreSpec/index.ts';
import type { Sandbox } from '../../hosts/testSandbox.ts';
import { readSandbox } from './sandboxReader.ts';

describe('a sample of the sandbox', () => {
  let sandbox: Sandbox;
  let reader: AccountReader;
  before(async () => ({ sandbox, reader } = await readSandbox()));
  after(() => sandbox.close());

  const sampleOf = (region: string) => {
    const { read } = knownFirst(reader, new AbortController().signal, 'person');
    return sampleSpec({ read, region, now: Date.now() });
  };

  for (const region of ['cn-hangzhou', 'cn-shanghai']) {
    it(`has no problem and passes every check of the preflight where requests go to ${region}`, async () => {
      const parsed = readSpec((await sampleOf(region)) ?? assert.fail('no sample'));
      assert.deepEqual(validateSpec(parsed), []);
      const ofVault = stringAt(parsed, '$region');
      assert.equal(ofVault, region === 'cn-hangzhou' ? undefined : 'cn-hangzhou');
      const options = { clock: systemClock, equalJob: known(undefined) };
      const results = await runPreflight(toRequest(parsed), { region: ofVault ?? region }, reader, options);
      const others = results.filter(({ verdict }) => verdict !== 'passed');
      assert.deepEqual(others, []);
    });
  }

  it('says in its first lines what it restores, and that nothing real is', async () => {
    const [, what = '', where = ''] = ((await sampleOf('cn-hangzhou')) ?? '').split('\n');
    assert.match(what, /^\t\/\/ A sample: \/etc of web-1, as it was at \d{4}-\d\d-\d\d \d\d:\d\d, /);
    assert.match(where, /nothing real is restored/);
  });

  it('is none where nothing suits', async () => {
    const { read } = knownFirst(reader, new AbortController().signal, 'person');
    const noVaults: typeof read = async (question) => {
      const value = await read(question);
      return question.operation === 'DescribeVaults' ? { ...value, entries: [] } : value;
    };
    assert.equal(await sampleSpec({ read: noVaults, region: 'cn-hangzhou', now: Date.now() }), undefined);
  });
});
