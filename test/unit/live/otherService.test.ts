import assert from 'node:assert/strict';
import { chooseService } from '../../../scripts/service.ts';
import { systemClock } from '../../../src/jobs/clock.ts';
import type { AccountReader } from '../../../src/live/accountReader.ts';
import { backedUpIn, readSnapshots, snapshotsUpTo } from '../../../src/live/backedUp.ts';
import { describeId } from '../../../src/live/describeId.ts';
import { findSnapshotPlace } from '../../../src/live/files/findSnapshotPlace.ts';
import { namedSnapshot } from '../../../src/live/files/namedSnapshot.ts';
import { openPathVersions, type PathVersion } from '../../../src/live/files/pathVersions.ts';
import { openSnapshotFiles } from '../../../src/live/files/snapshotFiles.ts';
import { valuesOfDraft, withSnapshot, withSource, withVault } from '../../../src/live/newSpecDraft.ts';
import { knownFirst, offersFor } from '../../../src/live/offers.ts';
import { known } from '../../../src/live/preflight/check.ts';
import { runPreflight } from '../../../src/live/preflight/runPreflight.ts';
import { vaults } from '../../../src/live/questions.ts';
import { errorsOf } from '../../../src/restoreSpec/diagnostic.ts';
import { readSpec, toRequest } from '../../../src/restoreSpec/index.ts';
import { newSpecSnippet } from '../../../src/restoreSpec/newSpecSnippet.ts';
import { validateSpec } from '../../../src/restoreSpec/validation.ts';
import { otherIds, startOtherService, type OtherService } from '../../hosts/otherService.ts';
import { readerOf } from './sandboxReader.ts';

const region = 'cn-hangzhou';
const { signal } = new AbortController();
const now = Date.now();

/** What a kind of restore has at this service. */
interface Kind {
  readonly vault: string;
  readonly source: RegExp;
  /** How many snapshots the first page of its source has. */
  readonly onPage: number;
  readonly targets: Readonly<Record<string, unknown>>;
}
const kinds: Readonly<Record<string, Kind>> = {
  ECS_FILE: {
    vault: otherIds.vault,
    source: /^i-0other/,
    onPage: 40,
    targets: { TargetInstanceId: otherIds.instance, TargetPath: '/' },
  },
  OSS: { vault: otherIds.vault, source: /^other\.bucket-1$/, onPage: 40, targets: { TargetBucket: otherIds.bucket } },
  NAS: {
    vault: otherIds.vault,
    source: /^cpfs-00other$/,
    onPage: 40,
    targets: { TargetFileSystemId: otherIds.fileSystem, TargetCreateTime: otherIds.fileSystemTime },
  },
  OTS_TABLE: {
    vault: otherIds.tableVault,
    source: /^other-ots\/Tbl_1$/,
    onPage: 20,
    targets: { TargetInstanceName: otherIds.tableInstance, TargetTableName: otherIds.table },
  },
  UDM_ECS_ROLLBACK: {
    vault: otherIds.vault,
    source: /^i-0whole/,
    onPage: 5,
    targets: { UdmDetail: { sourceInstanceId: otherIds.whole } },
  },
};

describe('another stand-in for the service, as HBR_ENDPOINT names it', () => {
  let other: OtherService;
  let reader: AccountReader;
  beforeEach(async () => {
    other = await startOtherService();
    reader = readerOf(await chooseService(other.environment));
  });
  afterEach(() => other.close());

  const context = (values: Readonly<Record<string, string>> = {}) => {
    const { read } = knownFirst(reader, signal, 'person');
    return { values, typed: '', region, now, read };
  };
  const offers = async (name: string, values: Readonly<Record<string, string>> = {}) =>
    offersFor(name, context(values), reader, { now, signal });

  it('is no sandbox, and takes its own keys alone', async () => {
    const service = await chooseService(other.environment);
    assert.deepEqual([service.ownSandbox, service.endpoint], [false, other.endpoint]);
    const stranger = readerOf({ ...other, accessKeyId: 'LTAI-stranger' });
    await assert.rejects(stranger.read(vaults(), { by: 'person' }), /InvalidAccessKeyId/);
  });

  it('has values to complete with, beyond its first page of vaults', async () => {
    const { entries } = (await reader.read(vaults(), { by: 'person' })).value;
    assert.equal(entries.length, 132);
    const of = async (name: string, values: Readonly<Record<string, string>> = {}) =>
      (await offers(name, values)).map(({ value }) => value);
    assert.ok((await of('VaultId')).includes(otherIds.vault));
    assert.deepEqual(await of('TargetInstanceId'), [otherIds.instance]);
    assert.deepEqual(await of('TargetBucket'), [otherIds.bucket]);
    assert.deepEqual(await of('TargetFileSystemId'), [otherIds.fileSystem]);
    assert.deepEqual(await of('TargetInstanceName'), [otherIds.tableInstance]);
    assert.deepEqual(await of('TargetTableName'), [otherIds.table]);
    assert.deepEqual(await of('UdmDetail.sourceInstanceId'), [otherIds.whole]);
    assert.deepEqual(await of('TargetContainerClusterId'), []);
    for (const [restoreType, { onPage, targets }] of Object.entries(kinds)) {
      const found = await offers('SnapshotId', { RestoreType: restoreType });
      assert.equal(found.length, onPage, restoreType);
      for (const [key, value] of Object.entries(targets)) {
        if (key !== 'TargetPath') assert.deepEqual(found[0]?.fills?.[key], value, `${restoreType} ${key}`);
      }
    }
    const [end] = await offers('TargetTime', { RestoreType: 'OTS_TABLE', TargetTableName: otherIds.table });
    assert.equal(typeof end?.value, 'number');
  });

  it('says what an ID is', async () => {
    const said = async (name: string, id: string, values = {}) =>
      (await describeId(name, id, context(values)))?.join('\n');
    assert.match((await said('VaultId', otherIds.vault)) ?? '', /^Vault Другое 仓库\ncn-hangzhou · CREATED$/);
    assert.match((await said('TargetInstanceId', otherIds.instance)) ?? '', /^Instance h-1\nonline · linux$/);
    assert.match((await said('TargetBucket', otherIds.bucket)) ?? '', /plan \?/);
    const [snapshot] = await offers('SnapshotId', { SourceType: 'OSS' });
    assert.match(
      (await said('SnapshotId', String(snapshot?.value), { SourceType: 'OSS' })) ?? '',
      /^Snapshot of .* ago\)/,
    );
  });

  for (const [restoreType, { vault, source, onPage }] of Object.entries(kinds)) {
    it(`leads to a spec of ${restoreType} that is whole and that the preflight has nothing against`, async () => {
      const about = context();
      const [found, ...others] = await backedUpIn(vault, restoreType, about.read);
      assert.deepEqual(others, []);
      const row = [found?.tableName && `${found.instanceName}/${found.tableName}`, found?.instanceId, found?.bucket];
      assert.match(row.concat(found?.fileSystemId).find(Boolean) ?? '', source);
      assert.ok(found);
      const newest = await readSnapshots(found, about);
      assert.deepEqual(
        [newest.entries.length, newest.nextToken !== undefined],
        [onPage, !restoreType.startsWith('UDM')],
      );
      const upTo = Math.floor(now / 1000) - 3 * 3600;
      const { last } = await snapshotsUpTo(found, upTo, about);
      assert.ok(last);
      const known1 = (await about.read(vaults())).entries.find(({ vaultId }) => vaultId === vault);
      const draft = withSnapshot(
        withSource(withVault({ restoreType, values: new Map() }, vault, known1), found),
        last.snapshotId,
        last,
      );
      const text = newSpecSnippet(restoreType, valuesOfDraft({ ...draft, place: 'same' }, region)).replace(
        /\\([\\$}])/g,
        '$1',
      );
      const spec = readSpec(text);
      assert.deepEqual(errorsOf(validateSpec(spec)), []);
      const options = { clock: systemClock, equalJob: known(undefined) };
      const results = await runPreflight(toRequest(spec), { region }, reader, options);
      assert.deepEqual(
        results.filter(({ verdict }) => verdict === 'failed'),
        [],
      );
      assert.equal(results.find(({ check }) => check === 'snapshot')?.verdict, 'passed');
    });
  }

  /** A spec of files, with the newest snapshot. */
  async function filesSpec(more: object = {}): Promise<string> {
    const [snapshot] = await offers('SnapshotId', { RestoreType: 'ECS_FILE' });
    const spec = {
      RestoreType: 'ECS_FILE',
      SnapshotId: snapshot?.value,
      ...snapshot?.fills,
      TargetPath: '/srv',
      ...more,
    };
    return JSON.stringify(spec);
  }

  it('has its paths checked, and those that match nothing told', async () => {
    const text = await filesSpec({ Include: ['/srv/page 34.html', '/srv/none', '/nowhere/x'] });
    const options = { clock: systemClock, equalJob: known(undefined) };
    const results = await runPreflight(toRequest(readSpec(text)), { region }, reader, options);
    assert.deepEqual(
      results.filter(({ check }) => check === 'include').map(({ item, verdict }) => [item, verdict]),
      [
        ['/srv/page 34.html', 'passed'],
        ['/srv/none', 'failed'],
        ['/nowhere/x', 'failed'],
      ],
    );
  });

  it('has its files listed to the end, and the versions of one', async () => {
    const named = namedSnapshot(readSpec(await filesSpec())) ?? assert.fail();
    const at = { region, now };
    const place = await findSnapshotPlace(named, at, reader, signal);
    const files = openSnapshotFiles(
      () => Promise.resolve({ place, reader }),
      () => undefined,
    );
    await files.read('/', 1000);
    await files.read('/srv', 1000);
    assert.deepEqual(
      files.folder('/')?.entries.map(({ name, isFolder }) => [name, isFolder]),
      [
        ['srv', true],
        ['readme', false],
      ],
    );
    const folder = files.folder('/srv');
    assert.deepEqual([folder?.entries.length, folder?.isWhole, folder?.totalCount], [35, true, undefined]);
    const found: PathVersion[] = [];
    await openPathVersions('/srv/page 7.html', named, at, reader).next(signal, (version) => found.push(version));
    assert.ok(found.length >= 12 && found.every(({ entries }) => entries?.[0]?.size === 1007));
  });
});
