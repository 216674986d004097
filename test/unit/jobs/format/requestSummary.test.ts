import assert from 'node:assert/strict';
import { percentOf } from '../../../../src/jobs/record.ts';
import { restoreName, summarize } from '../../../../src/jobs/format/requestSummary.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { toRequest } from '../../../../src/restoreSpec/restoreRequest.ts';
import { newer, valid } from '../../restoreSpec/validSpecs.ts';
import { record } from '../jobFixtures.ts';
import { useTimeZone } from '../../timeZone.ts';

const summaryOf = (type: string, more: object = {}) =>
  summarize(toRequest(readSpec(JSON.stringify({ ...(valid[type] ?? newer[type]), ...more }))));

describe('a restore in words', () => {
  useTimeZone('Europe/Berlin');

  for (const [type, more, to] of [
    ['ECS_FILE', {}, 'i-1:C:\\'],
    ['OSS', {}, 'b'],
    ['OSS', { TargetPrefix: 'p/' }, 'b/p/'],
    ['NAS', { TargetPath: '/x' }, '005494:/x'],
    ['OTS_TABLE', {}, 'n/t'],
    ['UDM_ECS_ROLLBACK', { UdmDetail: '{"sourceInstanceId":"i-9"}' }, 'i-9, cn-shanghai'],
    ['UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i-9', forceRestore: true } }, 'i-9, cn-shanghai'],
    ['UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 9 } }, 'cn-shanghai'],
    ['UDM_ECS_DISK_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i-9', targetInstanceId: 'i-8' } }, 'i-9, cn-shanghai'],
    ['UDM_ECS_DISK', { UdmDetail: { sourceInstanceId: 'i-9', targetInstanceId: 'i-8' } }, 'i-8, cn-shanghai'],
    ['UDM_ECS', { UdmDetail: { sourceInstanceId: 'i-9', restoredName: 'web' } }, 'web, cn-shanghai'],
    ['COMMON_FILE_SYSTEM', { TargetFileSystemId: 'cpfs-1', TargetPath: '/x' }, 'cpfs-1, /x'],
  ] as const) {
    it(`says where ${type} ${JSON.stringify(more)} goes`, () => {
      const summary = summaryOf(type, more);
      assert.equal(summary.to, to);
      assert.deepEqual([summary.vault, summary.snapshot], ['v-1', 's-1']);
    });
  }

  it('names each kind by its own words, and a new one as it is sent', () => {
    assert.deepEqual(
      [...Object.keys(valid), ...Object.keys(newer)].map((type) => summaryOf(type).what),
      [
        ...['ECS files', 'OSS objects', 'NAS files', 'Tablestore table', 'ECS instance (rollback)'],
        ...['COMMON_FILE_SYSTEM', 'ECS instance (clone)', 'ECS disk (clone)', 'ECS disk (rollback)'],
      ],
    );
  });

  it('says which paths', () => {
    assert.equal(summaryOf('NAS').paths, 'everything in the snapshot');
    assert.equal(summaryOf('NAS', { Include: ['/a'] }).paths, '["/a"]');
    assert.equal(summaryOf('NAS', { Exclude: ['/b'] }).paths, 'everything in the snapshot without ["/b"]');
    assert.equal(
      summaryOf('UDM_ECS', { Include: ['/a'], Exclude: ['/b'] }).paths,
      'everything in the snapshot; the service may ignore Include ["/a"], Exclude ["/b"]',
    );
    assert.equal(
      summaryOf('UDM_ECS_ROLLBACK', { Include: ['/a'] }).paths,
      'everything in the snapshot; the service may ignore Include ["/a"]',
    );
    assert.equal(summaryOf('NAS', { Include: ['/a'], Exclude: ['/a/b'] }).paths, '["/a"] without ["/a/b"]');
  });

  for (const [type, more, paths] of [
    ['NAS', { Options: { includes: [], excludes: [] } }, 'everything in the snapshot'],
    ['NAS', { Options: { conflictPolicy: 'SKIP_THE_FILE' } }, 'everything in the snapshot'],
    ['OSS', { Options: { includes: ['a/'], excludes: [] } }, '["a/"]'],
    ['ECS_FILE', { Options: { includes: ['\\\\srv\\share'] } }, String.raw`["\\\\srv\\share"]`],
    ['OSS', { Options: '{"includes":["a/"],"excludes":["a/b"]}' }, '["a/"] without ["a/b"]'],
    ['OSS', { Options: { excludes: ['a/b'] } }, 'everything in the snapshot without ["a/b"]'],
    ['OSS', { Options: { includes: 'a/' } }, 'a/'],
    ['OSS', { Include: ['a/'], Options: { includes: ['a/'] } }, '["a/"]'],
    ['OSS', { Include: ['a/'], Options: { includes: [] } }, 'Include ["a/"], Options.includes []'],
    [
      'OSS',
      { Include: ['a/'], Exclude: ['a/x'], Options: { includes: ['b/'], excludes: ['b/x'] } },
      'Include ["a/"], Options.includes ["b/"] without Exclude ["a/x"], Options.excludes ["b/x"]',
    ],
    [
      'UDM_ECS_ROLLBACK',
      { Options: { includes: ['/a'] } },
      'everything in the snapshot; the service may ignore Options.includes ["/a"]',
    ],
  ] as const) {
    it(`says which paths ${type} ${JSON.stringify(more)} takes`, () =>
      assert.equal(summaryOf(type, more).paths, paths));
  }

  it('lets no value fake a line, turn the text around or fill the box', () => {
    const { to } = summaryOf('ECS_FILE', { TargetPath: `/a\nProfile: other\u202e${'x'.repeat(5000)}` });
    assert.doesNotMatch(to, /[\n\u202e]/);
    assert.ok(to.length <= 300);
  });

  it('shows every character that is sent, also one that is not seen', () => {
    const { to, target } = summaryOf('ECS_FILE', { TargetPath: '/da  ta\u200b/\u3164x\u2800 ' });
    assert.equal(to, 'i-1:/da⟨2 spaces⟩ta\\u200b/\\u3164x\\u2800\\u0020');
    assert.equal(target, `instance i-1, path ${to.slice('i-1:'.length)}`);
    const spaces = summaryOf('OSS', { TargetPrefix: `p${' '.repeat(5000)}Profile: other` });
    assert.equal(spaces.to, 'b/p⟨5000 spaces⟩Profile: other');
  });

  it('shows lists as they are sent but for blanks between their parts', () => {
    const Include = '[\n  "/a ",\n  "/b\u200b"\n]';
    assert.equal(summaryOf('NAS', { Include }).paths, '["/a ","/b\\u200b"]');
    for (const odd of ['[ "/a', '[ 1e400 ]', `${'['.repeat(100)}${']'.repeat(100)}`])
      assert.equal(summaryOf('NAS', { Include: odd }).paths, odd);
    assert.ok(summaryOf('NAS', { Include: '['.repeat(99_999) + ']'.repeat(99_999) }).paths.length <= 300);
  });

  it('shows of a long value where it begins and where it ends', () => {
    const TargetPath = `/tmp/restored${'/.'.repeat(5000)}/../../etc`;
    const { to, target } = summaryOf('ECS_FILE', { TargetPath });
    assert.match(to, /^i-1:\/tmp\/restored\/.*….*\/\.\.\/\.\.\/etc$/);
    assert.match(target, /^instance i-1, path \/tmp\/restored\/.*….*\/\.\.\/\.\.\/etc$/);
    assert.ok(to.length <= 300 && target.length <= 330);
    const Include = [`/${'x'.repeat(5000)}/a`];
    assert.match(summaryOf('NAS', { Include, Exclude: Include }).paths, /^\["\/x+…x+\/a"\] without \["\/x+…x+\/a"\]$/);
  });

  it('cuts each value by itself, and no character in half', () => {
    const TargetFileSystemId = `a${'😀'.repeat(5000)}b`;
    const { to, target } = summaryOf('NAS', {
      TargetFileSystemId,
      TargetPath: `/c${'\u0001'.repeat(9000)}/d`,
      Edition: 'BASIC',
    });
    assert.match(
      target,
      /^file system a(?:😀)+…(?:😀)+b \(created .* UTC\), path \/c(?:\\u0001)+…(?:\\u0001)+\/d, Edition BASIC$/u,
    );
    assert.match(to, /^a(?:😀)+…(?:😀)+b:\/c(?:\\u0001)+…(?:\\u0001)+\/d$/u);
  });

  it('is called by its kind and its target', () => {
    assert.equal(restoreName(summaryOf('NAS')), 'NAS files to \u201c\u2068005494\u2069\u201d');
    assert.equal(restoreName(summaryOf('COMMON_FILE_SYSTEM')), 'COMMON_FILE_SYSTEM');
  });

  it('clamps progress', () => {
    const at = (Progress: number) => percentOf(record('a', { seen: { RestoreId: 'r', Progress, other: {} } }));
    assert.deepEqual([at(-5), at(4255), at(99_999), at(Number.NaN)], [0, 42.5, 100, undefined]);
  });
});

describe('a target in full', () => {
  useTimeZone('Europe/Berlin');

  for (const [type, more, target] of [
    ['ECS_FILE', {}, 'instance i-1, path C:\\'],
    ['OSS', {}, 'bucket b, no prefix'],
    ['OSS', { TargetPrefix: 'p/' }, 'bucket b, prefix p/'],
    ['NAS', {}, 'file system 005494 (created 2019-04-04 05:08:33 +02:00 = 2019-04-04 03:08:33 UTC)'],
    [
      'NAS',
      { TargetPath: '/x' },
      'file system 005494 (created 2019-04-04 05:08:33 +02:00 = 2019-04-04 03:08:33 UTC), path /x',
    ],
    [
      'OTS_TABLE',
      { TargetTime: 1642496881 },
      'table t of instance n, as of 2022-01-18 10:08:01 +01:00 = 2022-01-18 09:08:01 UTC',
    ],
    ['OTS_TABLE', { TargetTime: '' }, 'table t of instance n'],
    [
      'OTS_TABLE',
      { TargetTime: '0' },
      "table t of instance n, as of the end of the snapshot's time span (TargetTime is 0)",
    ],
    ['OTS_TABLE', { TargetTime: '99999999999999' }, 'table t of instance n, as of 99999999999999'],
    ['UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i-9' } }, 'instance i-9, region cn-shanghai'],
    ['UDM_ECS_ROLLBACK', {}, 'region cn-shanghai'],
    ['UDM_ECS_DISK_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i-9' } }, 'disks of instance i-9, region cn-shanghai'],
    ['UDM_ECS', { UdmDetail: { restoredName: 'web' } }, 'new instance web, region cn-shanghai'],
    ['UDM_ECS_DISK', { UdmDetail: { targetInstanceId: 'i-8' } }, 'new disk of instance i-8, region cn-shanghai'],
    [
      'ECS_FILE',
      { TargetContainer: { host: 'db', pvPath: '/var' }, TargetContainerClusterId: 'cc-1' },
      'instance i-1, path C:\\, TargetContainer {"host":"db","pvPath":"/var"}, TargetContainerClusterId cc-1',
    ],
    [
      'OSS',
      { CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: 123, CrossAccountRoleName: 'r', Edition: 'BASIC' },
      'bucket b, no prefix, CrossAccountType CROSS_ACCOUNT, CrossAccountUserId 123, CrossAccountRoleName r, Edition BASIC',
    ],
    [
      'UDM_ECS_ROLLBACK',
      { UdmDetail: { sourceInstanceId: 'i-9' }, CrossAccountType: 'SELF_ACCOUNT' },
      'instance i-9, region cn-shanghai, CrossAccountType SELF_ACCOUNT',
    ],
    [
      'NAS',
      { RestoreType: 'COMMON_FILE_SYSTEM', TargetContainerClusterId: 'cc-1' },
      '005494, 1554347313, TargetContainerClusterId cc-1',
    ],
  ] as const) {
    it(`names every part of it: ${target}`, () => assert.equal(summaryOf(type, more).target, target));
  }
});
