import assert from 'node:assert/strict';
import { helpLink } from '../../../src/cloud/helpLinks.ts';
import type { AccountReader } from '../../../src/live/accountReader.ts';
import { consolePage, describeId, isDescribed } from '../../../src/live/describeId.ts';
import { knownFirst, offersFor } from '../../../src/live/offers.ts';
import { plans, sourceSnapshots } from '../../../src/live/questions.ts';
import type { Sandbox } from '../../hosts/testSandbox.ts';
import { readSandbox } from './sandboxReader.ts';

describe('what an ID stands for', () => {
  let sandbox: Sandbox;
  let reader: AccountReader;
  before(async () => ({ sandbox, reader } = await readSandbox()));
  after(() => sandbox.close());

  const now = Date.now();
  const { signal } = new AbortController();
  const described = async (name: string, id: string, values: Record<string, string> = {}) => {
    const known = knownFirst(reader, signal);
    return (await describeId(name, id, { values, typed: '', region: 'cn-hangzhou', now, ...known }))?.join('\n');
  };
  const some = async (name: string, values: Record<string, string> = {}) => {
    const spec = { values, typed: '', region: 'cn-hangzhou' };
    const [offer] = await offersFor(name, spec, reader, { now, signal });
    return String(offer?.value);
  };

  const ecs = { RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE' };
  const cases: [string, Record<string, string>, RegExp][] = [
    ['VaultId', {}, /^Vault web-servers\ncn-hangzhou · STANDARD · CREATED\n\d+ snapshots$/],
    ['SnapshotId', ecs, /^Snapshot of .* \(\d+ min ago\)\n\w+-\d+ · [\d.]+ GB · 100040 files and folders\nexpires /],
    ['SnapshotId', { SourceType: 'OTS_TABLE' }, /\nTargetTime can be from .* to /],
    ['TargetInstanceId', {}, /^Instance \w+-\d+\nonline · linux$/],
    ['UdmDetail.targetInstanceId', {}, /^Instance \w+-\d+\nonline/],
    ['UdmDetail.sourceInstanceId', {}, /^Instance \w+-\d+\nBacked up by the plan plan-/],
    ['TargetBucket', {}, /^Backed up by the plan plan-\w+-\d+\.$/],
    ['TargetFileSystemId', {}, /^Backed up by the plan plan-\w+\.\ncreated \d{4}-/],
    ['TargetInstanceName', {}, /^Tablestore instance\n6 tables$/],
  ];
  for (const [name, values, expected] of cases) {
    it(`is said of ${name} (${Object.values(values).join()})`, async () => {
      assert.match((await described(name, await some(name, values), values)) ?? '', expected);
    });

    it(`is not said of an unknown ${name} (${Object.values(values).join()})`, async () => {
      assert.equal(await described(name, 'x-none', values), undefined);
    });
  }

  it('is said of a snapshot deep among 8,000 once some list had it, and costs no call', async () => {
    const [plan] = (await reader.read(plans('ECS_FILE'), { by: 'person' })).value.entries;
    const source = { sourceType: 'ECS_FILE', vaultId: plan?.vaultId ?? '', instanceId: plan?.instanceId ?? '' };
    const to = Math.floor(now / 1000) - 80 * 86_400;
    const [old] = (await reader.read(sourceSnapshots(source, { to }), { by: 'person' })).value.entries;
    const calls = sandbox.requests().length;
    assert.match((await described('SnapshotId', old?.snapshotId ?? '', ecs)) ?? '', /^Snapshot of .* \(80 d/);
    assert.equal(sandbox.requests().length, calls);
  });

  it('is not asked for other parameters', async () => {
    assert.equal(isDescribed('TargetPath') || isDescribed('constructor'), false);
    assert.equal(await described('constructor', 'x'), undefined);
  });

  it("has a page of the vendor's console, whatever the ID", () => {
    for (const [name] of cases) {
      const page = consolePage(name, 'a/../b?c#d', 'cn-hangzhou');
      assert.equal(helpLink(page), page);
      assert.doesNotMatch(page, /\.\.\/|#d/);
    }
  });
});
