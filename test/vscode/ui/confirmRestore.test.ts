import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { JobRecord } from '../../../src/jobs/record.ts';
import type { Locks } from '../../../src/jobs/storage/locks.ts';
import { readSpec } from '../../../src/restoreSpec/specDocument.ts';
import { toRequest } from '../../../src/restoreSpec/restoreRequest.ts';
import type { Accounts, ResolvedAccount } from '../../../src/services.ts';
import { confirmRestore, warningTexts, type Duplicates, type RestoreAdvice } from '../../../src/ui/confirmRestore.ts';
import { validateSpec } from '../../../src/restoreSpec/validation.ts';
import { unitedSetting } from '../../../src/settings.ts';
import { accountAt, record } from '../../unit/jobs/jobFixtures.ts';
import { newer, valid } from '../../unit/restoreSpec/validSpecs.ts';
import { answering } from '../support.ts';
import { set } from '../signWith.ts';

const instance = 'i-uf62te6pm3iwsyxyz66q';
const requestWith = (type: string, more: object = {}) =>
  toRequest(readSpec(JSON.stringify({ ...(valid[type] ?? newer[type]), ...more })));
const rollback = requestWith('UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: instance } });
const nas = requestWith('NAS');

const signer = { account: accountAt('http://127.0.0.1:1') } as ResolvedAccount;
const accounts = { isKnownRegion: () => Promise.resolve(true) } as unknown as Accounts;
const locks = { owner: { pid: 1, host: 'h', window: 'w' }, mayLive: () => false } as unknown as Locks;
const none: Duplicates = { jobs: [], isBusy: false };
const plainAdvice: RestoreAdvice = {
  ...{ warnings: [], mustAsk: false, notes: [] },
  look: { label: 'Preview Request', command: 'test.look', argument: 'this' },
};

/** Every kind of restore that certainly overwrites: its title, its button and what is typed. */
const destructive = [
  ['UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: instance } }],
  ['UDM_ECS_DISK_ROLLBACK', { UdmDetail: { sourceInstanceId: instance } }],
  ['UDM_ECS_DISK', { UdmDetail: { targetInstanceId: instance, forceRestore: true } }],
  ['OTS_TABLE', { TargetTableName: 'orders_of_2026', OtsDetail: { OverwriteExisting: true } }],
  ['NAS', { TargetFileSystemId: '0054948f3c', Options: { conflictPolicy: 'OVERWRITE_EXISTING' } }],
  ['OSS', { TargetBucket: 'hbr-backup-oss', TargetPrefix: '' }],
] as const;
const titles = [
  ['Roll back T? Everything on its disks since the snapshot is lost.', 'Roll Back Instance', instance],
  ['Roll back disks of T? Everything on them since the snapshot is lost.', 'Roll Back Disks', instance],
  ['Restore to T? forceRestore overwrites what is on its disks.', 'Overwrite Disks', instance],
  ['Restore to table T? Rows that exist in it are overwritten.', 'Overwrite Rows', 'orders_of_2026'],
  ['Restore to T? What exists there under the same names is overwritten.', 'Overwrite', '0054948f3c'],
  [
    ...['Restore to the whole of bucket T? Its objects may be overwritten.', 'Restore to Whole Bucket'],
    'hbr-backup-oss',
  ],
] as const;

describe('the question before a restore', () => {
  const realInput = vscode.window.showInputBox;
  const restores: (() => unknown)[] = [];
  /** What is typed into a box, and how often one was shown. */
  let typed: string | undefined;
  let boxes: number;

  /** Answers the question with these buttons, one after another. @returns what was asked */
  function answer(...buttons: string[]): string[] {
    const { asked, restore } = answering('showWarningMessage', ...buttons);
    restores.push(restore);
    return asked;
  }
  const ask = (request = rollback, duplicates = none, more: Partial<RestoreAdvice> = {}) =>
    confirmRestore({ request, signer, advice: { ...plainAdvice, ...more }, duplicates }, accounts, locks);

  beforeEach(async () => {
    [typed, boxes] = [undefined, 0];
    Object.assign(vscode.window, {
      showInputBox: async (options: vscode.InputBoxOptions) => {
        boxes++;
        // A box that says what is wrong can't be accepted.
        const isWrong = typed !== undefined && (await options.validateInput?.(typed));
        return isWrong ? undefined : typed;
      },
    });
    await set('confirmSubmit', undefined);
  });
  afterEach(async () => {
    for (const restore of restores.splice(0).reverse()) await restore();
    Object.assign(vscode.window, { showInputBox: realInput });
    await set('confirmSubmit', undefined);
  });

  for (const [index, [type, more]] of destructive.entries()) {
    const [title = '', deed = '', target = ''] = titles[index] ?? [];
    it(`of ${type} ${JSON.stringify(more)} says the loss, names the deed, and has the target typed`, async () => {
      const asked = answer(deed);
      for (const [text, isYes] of [
        [target, true],
        [target.slice(-6), true],
        [target.slice(-5), false],
        [target.slice(0, 6), false],
        ['', false],
        [undefined, false],
      ] as const) {
        typed = text;
        assert.equal(await ask(requestWith(type, more)), isYes, text);
      }
      assert.equal(boxes, 6);
      const [first = ''] = asked;
      assert.equal(first.split('\n')[0], title.replace('T', `\u201c\u2068${target}\u2069\u201d`));
      // Enter presses the first button.
      assert.equal(first.split('\n').at(-1), `[Preview Request|${deed}]`);
    });
  }

  it('names the file whose text is sent, where that is one', async () => {
    const asked = answer('Cancel');
    await ask(nas, none, { file: 'prod/nas.restore.json' });
    await ask(nas);
    assert.match(asked[0] ?? '', /^Spec: \u201c\u2068prod\/nas\.restore\.json\u2069\u201d$/m);
    assert.doesNotMatch(asked[1] ?? '', /^Spec:/m);
  });

  it('of a rollback that names no instance has the snapshot typed, whose source it is', async () => {
    const asked = answer('Roll Back Instance');
    for (const [text, isYes] of [
      ['s-1', true],
      ['', false],
    ] as const) {
      typed = text;
      assert.equal(await ask(requestWith('UDM_ECS_ROLLBACK')), isYes);
    }
    assert.equal(boxes, 2);
    assert.match(asked[0] ?? '', /^Roll back the source of snapshot \u201c\u2068s-1\u2069\u201d\? /);
  });

  it('of a rollback says since when everything is lost, where the snapshot was found', async () => {
    const asked = answer();
    const checks = { failed: [], snapshotTime: Date.UTC(2026, 10, 20, 2) / 1000 };
    await ask(rollback, none, { checks });
    assert.match(asked[0] ?? '', / Everything on its disks since 2026-11-\d\d \d\d:\d\d:00 [+-]\d\d:\d\d is lost\.\n/);
    // What can be no time is not shown as one.
    await ask(rollback, none, { checks: { ...checks, snapshotTime: 1e15 } });
    assert.match(asked[1] ?? '', / since the snapshot is lost\.\n/);
  });

  it('says of when and of what the snapshot is, where it was found', async () => {
    const asked = answer('Cancel');
    const checks = { failed: [], snapshotTime: Math.floor(Date.now() / 1000) - 26 * 3600, snapshotSource: 'web-1' };
    await ask(nas, none, { checks });
    await ask(nas, none, { checks: { failed: [], snapshotTime: 1e15 } });
    const taken = /^Snapshot taken: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d \(1 d 2 h ago\)$/m;
    assert.match(asked[0] ?? '', taken);
    assert.match(asked[0] ?? '', /^Snapshot of: \u201c\u2068web-1\u2069\u201d$/m);
    assert.doesNotMatch(asked[1] ?? '', /^Snapshot /m);
  });

  it('starts what destroys nothing for certain by its default button, without a word to type', async () => {
    const asked = answer('Start Restore');
    assert.equal(await ask(nas), true);
    assert.match(asked[0] ?? '', /^Restore NAS files to .*\?\nExisting files: not stated\..*\n/);
    assert.match(asked[0] ?? '', /\n\[Start Restore\]$/);
    assert.equal(boxes, 0);
  });

  it('names the snapshot where the request names no target', async () => {
    const asked = answer('Start Restore');
    assert.equal(await ask(requestWith('COMMON_FILE_SYSTEM')), true);
    assert.match(asked[0] ?? '', /^Restore COMMON_FILE_SYSTEM from snapshot \u201c\u2068s-1\u2069\u201d\?\n/);
  });

  it('takes a click where the person has said so', async () => {
    await set('confirmSubmit', 'always');
    const asked = answer('Roll Back Instance');
    assert.equal(await ask(), true);
    assert.deepEqual([asked.length, boxes], [1, 0]);
  });

  it('is left out where the person has said so, but not for what they do not have before them, nor for an equal one', async () => {
    await set('confirmSubmit', 'never');
    const asked = answer('Roll Back Instance', 'Roll Back Instance Again');
    assert.equal(await ask(), true);
    assert.equal(asked.length, 0);
    assert.equal(await ask(rollback, none, { mustAsk: true }), true);
    assert.equal(await ask(rollback, { jobs: [record('a')], isBusy: false }), true);
    assert.equal(asked.length, 2);
  });

  it('tells of an equal job at once: by name, status and time, with what to open as the default', async () => {
    const job: JobRecord = record('a', {
      createdAt: Date.now(),
      seen: { RestoreId: 'r-a', Status: 'RUNNING', other: {} },
    });
    const asked = answer('Restore Again', 'Open Job', 'Roll Back Instance Again');
    const executed: unknown[] = [];
    const { executeCommand } = vscode.commands;
    Object.assign(vscode.commands, {
      executeCommand: (...call: unknown[]) => Promise.resolve(void executed.push(call)),
    });
    restores.push(() => Object.assign(vscode.commands, { executeCommand }));
    assert.equal(await ask(nas, { jobs: [job], isBusy: false }), true);
    const lines = (asked[0] ?? '').replace(/[\u2068\u2069]/g, '').split('\n');
    assert.equal(lines[0], 'Restore NAS files to “005494”? The same restore is under way already.');
    assert.match(
      lines[2] ?? '',
      /^Submitted already: “r-a”, “RUNNING”, at \d{4}-\d\d-\d\d .* [+-]\d\d:\d\d, by another/,
    );
    assert.equal(lines[3], 'This overwrites the target a second time.');
    assert.equal(lines.at(-1), '[Open Job|Restore Again]');

    assert.equal(await ask(nas, { jobs: [job], isBusy: false }), false);
    assert.deepEqual(executed, [['cloudBackupRestore.openReport', 'a']]);
    typed = 'xyz66q';
    assert.equal(await ask(rollback, { jobs: [job], isBusy: false }), true);
    assert.match(asked[2] ?? '', /^Roll back .* is lost\. The same restore is under way already\.\n/);
  });

  it('tells of a window that is about to submit the same', async () => {
    const asked = answer('Restore Again');
    assert.equal(await ask(nas, { jobs: [], isBusy: true }), true);
    assert.match(asked[0] ?? '', /^Restore .*\? Another window is about to submit the same restore\.\n/);
    assert.match(asked[0] ?? '', /\[Preview Request\|Restore Again\]$/);
  });

  it('has what its notes tell to look at as the default', async () => {
    const asked = answer('Start Restore');
    await ask(nas, none, { notes: ['The file has changed.'] });
    const lines = (asked[0] ?? '').split('\n');
    assert.equal(lines[2], 'The file has changed.');
    assert.equal(lines.at(-1), '[Preview Request|Start Restore]');
  });

  it('quotes what it shows of the account and the warnings, so that nothing poses as its own words', async () => {
    const profile = 'x. This goes to the sandbox: nothing real is restored';
    const account = { ...accountAt('https://x.example'), signer: 'cliProfile' as const, profile };
    const asked = answer('Cancel');
    const advice = { ...plainAdvice, warnings: ['The path /a. Profile: b” is odd.'] };
    const hostile = { account, accountId: '1”, “2' } as ResolvedAccount;
    await confirmRestore({ request: nas, signer: hostile, advice, duplicates: none }, accounts, locks);
    const lines = (asked[0] ?? '').split('\n');
    for (const line of [
      `Profile: \u201c\u2068${profile}\u2069\u201d, account \u201c\u20681\\u201d, \\u201c2\u2069\u201d`,
      'Region: \u201c\u2068cn-hangzhou\u2069\u201d',
      'Endpoint: \u201c\u2068https://x.example\u2069\u201d, which is NOT an Alibaba Cloud endpoint',
      'Warning: \u201c\u2068The path /a. Profile: b\\u201d is odd.\u2069\u201d',
    ]) {
      assert.ok(lines.includes(line), `${line}\n---\n${lines.join('\n')}`);
    }
  });

  it('tells what failed in the checks, and then the default starts nothing', async () => {
    const asked = answer('Start Restore');
    assert.equal(await ask(nas, none, { checks: { failed: ['No vault\u201d x.'], amount: 'At most 3 files.' } }), true);
    const lines = (asked[0] ?? '').split('\n');
    assert.deepEqual(lines.slice(2, 4), [
      'Check failed: \u201c\u2068No vault\\u201d x.\u2069\u201d',
      'At most 3 files.',
    ]);
    assert.equal(lines.at(-1), '[Preview Request|Start Restore]');
    await ask(nas, none, { checks: { failed: [] } });
    assert.match(asked[1] ?? '', /\[Start Restore\]$/);
  });

  it('says how many checks failed that it does not list', async () => {
    const asked = answer('Cancel');
    const failed = (count: number) => ({ checks: { failed: Array.from({ length: count }, (_, at) => `No ${at}.`) } });
    for (const count of [5, 6, 7]) await ask(nas, none, failed(count));
    const [five = '', six = '', seven = ''] = asked;
    for (const question of asked) assert.equal(question.match(/^Check failed: /gm)?.length, 5);
    assert.doesNotMatch(five, /more check/);
    assert.match(six, /^1 more check failed\. "Run Preflight Checks" shows it\.$/m);
    assert.match(seven, /^2 more checks failed\. "Run Preflight Checks" shows them\.$/m);
  });

  it('warns of a target region that nobody knows, but not where it is the sandbox that is asked', async () => {
    const asked = answer('Cancel');
    const nobody = { isKnownRegion: (region: string) => Promise.resolve(region === 'cn-hangzhou') };
    const real = { account: { ...signer.account, signer: 'cliProfile' as const } } as ResolvedAccount;
    for (const who of [real, signer]) {
      await confirmRestore(
        { request: rollback, signer: who, advice: plainAdvice, duplicates: none },
        nobody as unknown as Accounts,
        locks,
      );
    }
    const warning = 'Warning: \u201c\u2068cn-shanghai\u2069\u201d is in no list of regions.';
    assert.deepEqual(
      asked.map((question) => question.split('\n').includes(warning)),
      [true, false],
    );
    for (const question of asked) assert.match(question, /^Across regions: the request goes to .*cn-hangzhou/m);
  });

  it('repeats the warnings of a spec, but not those that it has in its own words', () => {
    const warningsOf = (type: string, more: object) =>
      warningTexts(validateSpec(readSpec(JSON.stringify({ ...(valid[type] ?? newer[type]), ...more }))));
    const force = { UdmDetail: { sourceInstanceId: instance, forceRestore: true } };
    assert.deepEqual(warningsOf('UDM_ECS_ROLLBACK', { ...force, $region: 'cn-nowhere', UdmRegionId: 'cn-no' }), []);
    assert.deepEqual(warningsOf('OTS_TABLE', { OtsDetail: { OverwriteExisting: true } }), []);
    const [odd = '', ...more] = warningsOf('ECS_FILE', { TargetPath: '/srv/../etc' });
    assert.match(odd, /not what it seems/);
    assert.deepEqual(more, []);
  });

  it('has a protected target typed beside the one that is overwritten', async () => {
    await set('protectedTargets', ['i-source']);
    restores.push(() => set('protectedTargets', undefined));
    answer('Overwrite Disks');
    const UdmDetail = { sourceInstanceId: 'i-source', targetInstanceId: 'i-target', forceRestore: true };
    typed = 'i-source';
    assert.equal(await ask(requestWith('UDM_ECS_DISK', { UdmDetail })), false);
    assert.equal(boxes, 2);
    typed = 'i-target';
    assert.equal(await ask(requestWith('UDM_ECS_DISK', { UdmDetail })), false);
    assert.equal(boxes, 3);
  });

  it('has the ID of a protected target typed whole, also where nothing else is asked', async () => {
    const target = valid['NAS']?.['TargetFileSystemId'] as string;
    await set('protectedTargets', [`${target.slice(0, 3)}*`]);
    restores.push(() => set('protectedTargets', undefined));
    await set('confirmSubmit', 'never');
    const asked = answer('Start Restore');
    typed = target.slice(-6) === target ? target.slice(-5) : target.slice(-6);
    assert.equal(await ask(nas), false);
    assert.match(asked[0] ?? '', /is a protected target\.$/m);
    typed = target;
    assert.equal(await ask(nas), true);
    assert.equal(boxes, 2);
  });

  it('has a protected target that is overwritten typed once, and whole', async () => {
    await set('protectedTargets', [instance]);
    restores.push(() => set('protectedTargets', undefined));
    answer('Roll Back Instance');
    typed = 'xyz66q';
    assert.equal(await ask(rollback), false);
    typed = instance;
    assert.equal(await ask(rollback), true);
    assert.equal(boxes, 2);
  });

  it('keeps the targets that the user protects, whatever a workspace says', async () => {
    const { ConfigurationTarget, workspace } = vscode;
    const inWorkspace = (value: unknown) =>
      workspace.getConfiguration('cloudBackupRestore').update('protectedTargets', value, ConfigurationTarget.Workspace);
    await set('protectedTargets', ['mine']);
    await inWorkspace(['theirs']);
    restores.push(async () => {
      await set('protectedTargets', undefined);
      await inWorkspace(undefined);
    });
    assert.deepEqual(unitedSetting('protectedTargets'), ['mine', 'theirs']);
    await inWorkspace([]);
    assert.deepEqual(unitedSetting('protectedTargets'), ['mine']);
  });
});
