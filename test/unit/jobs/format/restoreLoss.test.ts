import assert from 'node:assert/strict';
import { lossOf, namesTarget, overwritesLine, repetitionText } from '../../../../src/jobs/format/restoreLoss.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { toRequest } from '../../../../src/restoreSpec/restoreRequest.ts';
import { newer, valid } from '../../restoreSpec/validSpecs.ts';

const requestOf = (type: string, more: object = {}) =>
  toRequest(readSpec(JSON.stringify({ ...(valid[type] ?? newer[type]), ...more })));

describe('what a restore destroys', () => {
  for (const [type, more, target, question, deed] of [
    [
      'UDM_ECS_ROLLBACK',
      { UdmDetail: { sourceInstanceId: 'i-1234567' } },
      ...(['i-1234567', /^Roll back T\? Everything on its disks/, 'Roll Back Instance'] as const),
    ],
    ['UDM_ECS_ROLLBACK', { UdmDetail: '{"sourceInstanceId":"i-1"}' }, 'i-1', /^Roll back T\?/, 'Roll Back Instance'],
    ['UDM_ECS_ROLLBACK', {}, 's-1', /^Roll back the source of snapshot T\? Everything/, 'Roll Back Instance'],
    ['UDM_ECS_DISK_ROLLBACK', {}, 's-1', /^Roll back disks of the source of snapshot T\?/, 'Roll Back Disks'],
    [
      'COMMON_FILE_SYSTEM',
      { Options: { conflictPolicy: 'OVERWRITE_EXISTING' } },
      ...(['s-1', /^Restore to the source of snapshot T\?/, 'Overwrite'] as const),
    ],
    [
      'UDM_ECS_DISK_ROLLBACK',
      { UdmDetail: { sourceInstanceId: 'i-1' } },
      ...(['i-1', /^Roll back disks of T\? Everything on them/, 'Roll Back Disks'] as const),
    ],
    [
      'UDM_ECS_DISK',
      { UdmDetail: { targetInstanceId: 'i-2', forceRestore: true } },
      ...(['i-2', /^Restore to T\? forceRestore overwrites what is on its disks/, 'Overwrite Disks'] as const),
    ],
    [
      'UDM_ECS',
      { UdmDetail: { sourceInstanceId: 'i-3', forceRestore: 'true' } },
      'i-3',
      /^Restore to T\? forceRestore/,
      'Overwrite Disks',
    ],
    [
      'OTS_TABLE',
      { OtsDetail: { OverwriteExisting: true } },
      't',
      /^Restore to table T\? Rows that exist/,
      'Overwrite Rows',
    ],
    [
      'NAS',
      { Options: { conflictPolicy: 'OVERWRITE_EXISTING' } },
      '005494',
      /^Restore to T\? What exists there/,
      'Overwrite',
    ],
    [
      'ECS_FILE',
      { Options: { ConflictPolicy: 'OVERWRITE_EXISTING' } },
      'i-1',
      /^Restore to T\? What exists there/,
      'Overwrite',
    ],
    [
      'OSS',
      { TargetPrefix: 'p/', Options: { conflictPolicy: 'NEWER_THAN_ANY_PAGE' } },
      ...(['b', /^Restore to T\? What exists there/, 'Overwrite'] as const),
    ],
    // Nobody knows which of the two spellings the service reads.
    ...(
      [
        { conflictPolicy: 'SKIP_THE_FILE', ConflictPolicy: 'OVERWRITE_EXISTING' },
        { conflictPolicy: 'OVERWRITE_EXISTING', ConflictPolicy: 'SKIP_THE_FILE' },
        { conflictPolicy: 'KEEP_LATEST', ConflictPolicy: 'KEEP_BACKUP' },
      ] as const
    ).map((Options) => ['NAS', { Options }, '005494', /^Restore to T\? What exists there/, 'Overwrite'] as const),
    ['OSS', {}, 'b', /^Restore to the whole of bucket T\?/, 'Restore to Whole Bucket'],
    ['OSS', { TargetPrefix: '' }, 'b', /^Restore to the whole of bucket T\?/, 'Restore to Whole Bucket'],
  ] as const) {
    it(`is said of ${type} ${JSON.stringify(more)}, with its target`, () => {
      const loss = lossOf(requestOf(type, more));
      assert.equal(loss?.target, target);
      assert.match(loss.question('T'), question);
      assert.deepEqual([loss.deed, loss.deedAgain], [deed, `${deed} Again`]);
    });
  }

  it('says since when, where the time of the snapshot is known', () => {
    const detail = { UdmDetail: { sourceInstanceId: 'i-1' } };
    for (const type of ['UDM_ECS_ROLLBACK', 'UDM_ECS_DISK_ROLLBACK']) {
      assert.match(
        lossOf(requestOf(type, detail))?.question('T', 'then') ?? '',
        /^Roll back .*T\? .* since then is lost\.$/,
      );
    }
  });

  for (const [type, more] of [
    ['NAS', {}],
    ['ECS_FILE', { Options: { ConflictPolicy: 'SKIP_THE_FILE' } }],
    ['NAS', { Options: { conflictPolicy: 'KEEP_LATEST' } }],
    ['NAS', { Options: { conflictPolicy: 'KEEP_LATEST', ConflictPolicy: 'SKIP_THE_FILE' } }],
    ['OSS', { TargetPrefix: 'p/' }],
    ['OTS_TABLE', { OtsDetail: { OverwriteExisting: false } }],
    ['UDM_ECS', {}],
    ['UDM_ECS_DISK', { UdmDetail: { targetInstanceId: 'i-2', forceRestore: false } }],
  ] as const) {
    it(`is nothing that is certain for ${type} ${JSON.stringify(more)}`, () =>
      assert.equal(lossOf(requestOf(type, more)), undefined));
  }

  const policy = (name: string) => ({ Options: { conflictPolicy: name } });
  const both = (conflictPolicy: string, ConflictPolicy: string) => ({ Options: { conflictPolicy, ConflictPolicy } });
  for (const [type, more, line] of [
    ['ECS_FILE', {}, /^Existing files: not stated\. The service decides; expect/],
    ['ECS_FILE', policy('OVERWRITE_EXISTING'), /^Existing files: conflictPolicy is “OVERWRITE_EXISTING”$/],
    ['NAS', policy('SKIP_THE_FILE'), /^Existing files: conflictPolicy is “SKIP_THE_FILE”$/],
    ['COMMON_FILE_SYSTEM', {}, /^Existing files: not stated/],
    ['OSS', {}, /^Existing objects: not stated/],
    [
      'OSS',
      policy('KEEP_LATEST'),
      /^Existing objects: conflictPolicy is “KEEP_LATEST”\. An object is overwritten where the snapshot has a newer one\.$/,
    ],
    [
      'NAS',
      policy('KEEP_LATEST'),
      /^Existing files: conflictPolicy is “KEEP_LATEST”\. A file is overwritten where the snapshot has a newer one\.$/,
    ],
    [
      'NAS',
      both('SKIP_THE_FILE', 'OVERWRITE_EXISTING'),
      /^Existing files: conflictPolicy is “SKIP_THE_FILE”, ConflictPolicy is “OVERWRITE_EXISTING”, and one of them counts$/,
    ],
    [
      'OSS',
      both('KEEP_LATEST', 'SKIP_THE_FILE'),
      /^Existing objects: conflictPolicy is “KEEP_LATEST”, .* and one of them counts\. An object is overwritten/,
    ],
    ['OTS_TABLE', {}, /^Existing rows: not stated/],
    [
      'OTS_TABLE',
      { OtsDetail: { OverwriteExisting: true } },
      /^Existing rows: replaced \(OverwriteExisting is “true”\)$/,
    ],
    [
      'OTS_TABLE',
      { OtsDetail: { OverwriteExisting: false } },
      /^Existing rows: kept \(OverwriteExisting is “false”\)$/,
    ],
    ['UDM_ECS', {}, /^Overwrites: nothing\. New resources/],
    ['UDM_ECS_DISK', {}, /^Overwrites: nothing\. New resources/],
    // The question itself says all of it.
    ['UDM_ECS_DISK', { UdmDetail: { forceRestore: true } }, /^$/],
    ['UDM_ECS_ROLLBACK', {}, /^$/],
    ['UDM_ECS_ROLLBACK', { UdmDetail: { forceRestore: true } }, /^forceRestore: even disks that were moved/],
    ['UDM_ECS_DISK_ROLLBACK', { UdmDetail: { forceRestore: true } }, /^forceRestore: even disks that were moved/],
  ] as const) {
    it(`has a line of what ${type} ${JSON.stringify(more)} overwrites, which tells nothing as a fact that is not stated`, () =>
      assert.match(overwritesLine(requestOf(type, more)).text.replace(/[\u2068\u2069]/g, ''), line));
  }

  it('says each spelling of a policy in its line, so that no other line has to', () => {
    const { said } = overwritesLine(requestOf('NAS', both('SKIP_THE_FILE', 'OVERWRITE_EXISTING')));
    assert.deepEqual(said, ['Options.conflictPolicy', 'Options.ConflictPolicy']);
    for (const type of ['UDM_ECS_DISK', 'UDM_ECS_DISK_ROLLBACK']) {
      const forced = overwritesLine(requestOf(type, { UdmDetail: { forceRestore: true } }));
      assert.deepEqual([forced.said, overwritesLine(requestOf(type)).said], [['UdmDetail.forceRestore'], []]);
    }
  });

  it('is destroyed again by an equal restore, or paid for again', () => {
    for (const type of ['NAS', 'OSS', 'UDM_ECS_ROLLBACK']) {
      assert.match(repetitionText(requestOf(type)), /overwrites the target a second time/);
    }
    for (const type of ['UDM_ECS', 'UDM_ECS_DISK']) assert.match(repetitionText(requestOf(type)), /charged for/);
    const UdmDetail = { forceRestore: true };
    assert.match(repetitionText(requestOf('UDM_ECS_DISK', { UdmDetail })), /overwrites the target/);
  });

  it('is named by its target or by the last six characters of it, and by nothing else', () => {
    const target = 'i-uf62te6pm3iwsyxyz66q';
    for (const text of [target, ` ${target} `, 'xyz66q']) assert.ok(namesTarget(text, target), text);
    for (const text of ['', 'yz66q', 'yxyz66q', 'XYZ66Q', 'i-uf62te', `${target}x`])
      assert.ok(!namesTarget(text, target), text);
    assert.ok(namesTarget('b', 'b'));
    assert.ok(!namesTarget('', ''.padEnd(8, 'x')));
  });
});
