import assert from 'node:assert/strict';
import { requestLines } from '../../../../src/jobs/format/restoreQuestion.ts';
import { parametersOf, requestWith, type RestoreRequest } from '../../../../src/restoreSpec/parameters.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { toRequest } from '../../../../src/restoreSpec/restoreRequest.ts';
import { newer, valid } from '../../restoreSpec/validSpecs.ts';

const allOf = (request: RestoreRequest) => {
  const { overwrites, places, rest } = requestLines(request);
  return [overwrites, ...places, ...rest];
};
const linesOf = (type: string, more: object = {}) =>
  allOf(toRequest(readSpec(JSON.stringify({ ...(valid[type] ?? newer[type]), ...more }))));
const plain = (lines: readonly string[]) => lines.join('\n').replace(/[\u2068\u2069]/g, '');

describe('the lines of the question before a restore', () => {
  const everything = {
    Include: ['/a-include'],
    Exclude: ['/an-exclude'],
    Options: {
      includes: ['/an-option'],
      excludes: [],
      conflictPolicy: 'A_POLICY',
      UseVSS: true,
      unknown: { deep: 'deep-option' },
    },
    FailbackDetail: { cpu: 17, extra: 'failback-extra' },
    SnapshotHash: 'a-hash',
    Edition: 'BASIC',
    CrossAccountRoleName: 'a-role',
    InitiatedByAck: 'an-ack',
    TargetContainer: { pvPath: 'a-path' },
    OtsDetail: { BatchChannelCount: 7 },
    UdmDetail: {
      sourceInstanceId: 'i-source',
      targetInstanceId: 'i-target',
      restoredName: 'a-name',
      allocatePublicIp: true,
      securityGroup: 'sg-9',
      bootAfterRestore: false,
    },
    NewParameter: 'brand-new',
  };

  for (const type of [...Object.keys(valid), ...Object.keys(newer)]) {
    it(`hold every value that is sent of ${type}`, () => {
      const spec = { ...(valid[type] ?? newer[type]), ...everything };
      const request = requestWith(
        Object.entries(spec).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
      );
      const text = plain(allOf(request));
      const leaves = (value: unknown): string[] =>
        typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [String(value)];
      const sent = { ...parametersOf(request), ...everything };
      for (const [name, value] of Object.entries(sent)) {
        if (name === 'RestoreType') continue;
        for (const leaf of leaves(value)) {
          const time = name === 'TargetCreateTime' || name === 'TargetTime';
          const shown = time ? new Date(Number(leaf) * 1000).toISOString().slice(0, 10) : leaf;
          assert.ok(text.includes(shown) || text.includes(leaf), `${name}: ${leaf}\n${text}`);
        }
      }
    });
  }

  it('say each thing once, what is restored where first and what follows from it last', () => {
    const filters = {
      Include: ['a'],
      Exclude: ['b'],
      Options: { includes: ['c'], conflictPolicy: 'SKIP', UseVSS: true },
    };
    const account = { CrossAccountType: 'CROSS_ACCOUNT', CrossAccountUserId: 12, CrossAccountRoleName: 'r' };
    assert.deepEqual(
      plain(linesOf('OSS', { TargetPrefix: 'p/', Edition: 'BASIC', ...filters, ...account })).split('\n'),
      [
        'Existing objects: conflictPolicy is “SKIP”',
        'From: snapshot “s-1” in vault “v-1”',
        'To: bucket “b”, prefix “p/”',
        'Restores a part of the snapshot:',
        'Include: “a”',
        'Options.includes: “c”',
        'Exclude: “b”',
        'CrossAccountType: “CROSS_ACCOUNT”',
        'CrossAccountUserId: “12”',
        'CrossAccountRoleName: “r”',
        'Options.UseVSS: “true”',
        'Edition: “BASIC”',
        'SourceType: “OSS”',
      ],
    );
    assert.deepEqual(plain(linesOf('UDM_ECS_ROLLBACK', { UdmDetail: 'no object', Include: 'no list' })).split('\n'), [
      '',
      'From: snapshot “s-1” in vault “v-1”',
      'To: region “cn-shanghai”',
      'Restores the whole instance or disk. The service may ignore this:',
      'Include: “no list”',
      'UdmDetail: “no object”',
      'SourceType: “UDM_ECS”',
    ]);
    assert.deepEqual(plain(linesOf('COMMON_FILE_SYSTEM')).split('\n').slice(1, 3), [
      'From: snapshot “s-1” in vault “v-1”',
      'Restores: everything in the snapshot',
    ]);
  });

  it('show a value whole that the words for the target cut', () => {
    const whole = `/${'x'.repeat(299)}`;
    assert.deepEqual(
      linesOf('NAS', { TargetPath: whole }).filter((line) => line.startsWith('TargetPath')),
      [],
    );
    const cut = `/${'x'.repeat(300)}`;
    const text = plain(linesOf('NAS', { TargetPath: cut }));
    assert.match(text, /^To: .*x…x/m);
    assert.ok(text.split('\n').includes(`TargetPath: “${cut}”`), text);
  });

  it('name both places of the filters', () => {
    const text = plain(linesOf('OSS', { Options: { includes: ['/photos'], excludes: [] } }));
    assert.match(
      text,
      /^Restores a part of the snapshot:\nOptions\.includes: “\/photos”\nOptions\.excludes: an empty list$/m,
    );
    assert.match(plain(linesOf('NAS')), /^Restores: everything in the snapshot$/m);
    assert.match(
      plain(linesOf('NAS', { Options: { includes: [], excludes: [] } })),
      /^Restores: everything in the snapshot\nOptions\.includes: an empty list\nOptions\.excludes: an empty list$/m,
    );
  });

  it('never call a part of the snapshot what is restored of a whole instance', () => {
    assert.doesNotMatch(plain(linesOf('UDM_ECS_ROLLBACK')), /^Restores/m);
    assert.match(
      plain(linesOf('UDM_ECS_ROLLBACK', { Include: ['/a'] })),
      /^Restores the whole instance or disk\. The service may ignore this:\nInclude: “\/a”$/m,
    );
  });

  it('begin with what is overwritten, and say once what decides that', () => {
    const [first, ...rest] = linesOf('NAS', { Options: { conflictPolicy: 'KEEP_LATEST', ConflictPolicy: 'other' } });
    assert.match(
      plain([first ?? '']),
      /^Existing files: conflictPolicy is “KEEP_LATEST”, ConflictPolicy is “other”, and/,
    );
    assert.doesNotMatch(rest.join('\n'), /KEEP_LATEST|ConflictPolicy/i);
  });

  it('show every path, also between long ones', () => {
    const long = `/${'😀'.repeat(120)}`;
    const text = plain(linesOf('NAS', { Include: [long, '/etc/shadow', long] }));
    assert.match(text, /^Include: “\/etc\/shadow”$/m);
    const many = plain(linesOf('NAS', { Include: Array.from({ length: 100 }, (_, index) => `/${index}`) }));
    assert.match(many, /^Include: “\/39”\nInclude: 60 more, which Preview Request shows$/m);
    const Options = Object.fromEntries(Array.from({ length: 61 }, (_, index) => [`o${index}`, index]));
    assert.match(plain(linesOf('NAS', { Options })), /^Options\.o59: “59”\nOptions: 1 more, which Preview/m);
  });

  it('say in words where it goes, each value once and quoted by itself', () => {
    const UdmDetail = { sourceInstanceId: 'i-9', bootAfterRestore: false };
    const text = plain(linesOf('UDM_ECS_ROLLBACK', { UdmDetail }));
    assert.match(text, /^To: instance “i-9”, region “cn-shanghai”$/m);
    assert.equal(text.match(/i-9/g)?.length, 1);
    assert.match(text, /^UdmDetail\.bootAfterRestore: “false”$/m);
    const odd = plain(linesOf('UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 17 } }));
    assert.match(odd, /^UdmDetail\.sourceInstanceId: “17”$/m);
    const cpfs = plain(linesOf('COMMON_FILE_SYSTEM', { TargetFileSystemId: 'a, b', TargetPath: '/c' }));
    assert.match(cpfs, /^To: .*“a, b”, “\/c”$/m);
  });

  it('let no value pose as their own words', () => {
    const TargetPath = '/x”. This goes to the sandbox: nothing real is restored. “\u202e\nOverwrites: nothing';
    const lines = linesOf('NAS', { TargetPath });
    assert.ok(lines.every((line) => !/[\n\u202e]/.test(line)));
    const to = lines.find((line) => line.startsWith('To: ')) ?? '';
    assert.match(to, /path “\u2068\/x\\u201d\. This goes to the sandbox: .* \\u201c\\u202e.*\u2069”$/);
    assert.doesNotMatch(linesOf('NAS', { TargetPath: `/a${'\u0301'.repeat(50)}` }).join(''), /\u0301{4}/u);
  });

  it('say of a target time of 0 what it means, and quote one that is no time', () => {
    const text = plain(linesOf('OTS_TABLE', { TargetTime: 0 }));
    assert.match(text, /end of the snapshot's time span \(TargetTime is 0\)/);
    assert.doesNotMatch(text, /1970/);
    assert.match(plain(linesOf('OTS_TABLE', { TargetTime: 'no time' })), /as of “no time”$/m);
  });
});
