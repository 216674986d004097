import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createFilter, noFilter } from '../../../src/jobs/list/jobFilter.ts';
import type { JobRecord } from '../../../src/jobs/record.ts';
import { activityOf } from '../../../src/jobs/list/activity.ts';
import { timeText } from '../../../src/jobs/format/units.ts';
import { rowOf } from '../../../src/jobs/row.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { createJobsProvider } from '../../../src/views/jobsProvider.ts';
import { statusBarOf } from '../../../src/views/statusBar.ts';
import { rightNow, setProcessDate } from '../../hosts/processDate.ts';
import { record } from '../../unit/jobs/jobFixtures.ts';
import { clockShifts, daylightChanges, inBerlin } from '../../unit/jobs/manualClock.ts';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
/** Noon, since what is today must not hang on whether midnight comes while the tests run. */
const now = new Date().setHours(12, 0, 0, 0);
const dayMs = 86_400_000;
const seen = (Status: string, Progress = 0, more = {}) => ({ RestoreId: 'r-1', Status, Progress, other: {}, ...more });
const job = (id: string, more: Partial<JobRecord> = {}) => record(id, { createdAt: now, ...more });
const ended = (id: string, at: number) => job(id, { state: 'refused', endedAt: at, createdAt: at });

describe('the jobs tree', () => {
  const disposables: vscode.Disposable[] = [];
  const set = (time: number) => setProcessDate(time - rightNow());
  beforeEach(() => set(now));
  afterEach(() => {
    setProcessDate(0);
    vscode.Disposable.from(...disposables.splice(0)).dispose();
  });

  /** A tree of its own, with what it told of its changes. */
  function tree(whole?: (id: string) => Promise<JobRecord | undefined>, compareEveryMs?: number) {
    const [store, filter] = [createStore(), createFilter()];
    const errors: unknown[] = [];
    const dependencies = {
      ...{ store, filter, load: () => Promise.resolve() },
      find: whole ?? ((id: string) => Promise.resolve(store.get(id))),
      onError: (error: unknown) => errors.push(error),
    };
    const provider = createJobsProvider(dependencies, compareEveryMs);
    const fired: (string[] | undefined)[] = [];
    disposables.push(
      provider,
      provider.onDidChangeTreeData((ids) => fired.push(ids)),
    );
    const children = async (element?: string) => (await provider.getChildren(element)) ?? [];
    const all = async () =>
      Promise.all((await children()).map(async (group) => [group, await children(group)] as const));
    const item = (element: string) => Promise.resolve(provider.getTreeItem(element));
    const changed = () =>
      new Promise<void>((resolve) => {
        const listening = provider.onDidChangeTreeData(() => {
          listening.dispose();
          resolve();
        });
      });
    const resolved = async (id: string) => {
      const found = await item(id);
      const token = new vscode.CancellationTokenSource().token;
      return ((await provider.resolveTreeItem?.(found, id, token))?.tooltip as vscode.MarkdownString).value.replace(
        /&#(\d+);/g,
        (_, code: string) => String.fromCodePoint(Number(code)),
      );
    };
    return { store, filter, provider, errors, fired, children, all, item, changed, resolved };
  }

  describe('on a clock that somebody sets', () => {
    inBerlin();
    const noon = Date.UTC(2027, 4, 5, 10);
    for (const [name, ms] of [...clockShifts, ['on while the machine sleeps', 14 * 3_600_000] as const]) {
      it(`calls the right day today within its next comparison, where it is set ${name}`, async () => {
        set(noon);
        const { store, children, item, changed } = tree(undefined, 10);
        store.put(...[-2, -1, 0, 1, 2].map((days) => ended(`day ${days}`, noon + days * dayMs)));
        const names = async () => Promise.all((await children()).map(async (group) => (await item(group)).label));
        const before = await names();
        assert.deepEqual([before[2], before[3]], ['Today', 'Yesterday']);
        const days = Math.round((new Date(noon + ms).setHours(12) - noon) / dayMs);
        const drawn = days === 0 ? Promise.resolve() : changed();
        set(noon + ms);
        await drawn;
        const after = await names();
        assert.equal(after.indexOf('Today'), 2 - days);
        assert.equal(after.indexOf('Yesterday'), days === -2 ? -1 : 3 - days);
      });
    }

    it('says the offset of times that have another one than now, from the change of daylight saving time on', async () => {
      const [, at] = daylightChanges[0] ?? assert.fail();
      set(at - 1_800_000);
      const { store, item, children, changed, all } = tree(undefined, 10);
      store.put(ended('first', at - 1_800_000));
      const [group = ''] = await children();
      await children(group);
      const offsets = async () => {
        const ids = (await all()).flatMap(([, each]) => each);
        return Promise.all(ids.map(async (id) => /[+-]\d\d:\d\d/.exec(String((await item(id)).description))?.[0]));
      };
      assert.deepEqual(await offsets(), [undefined]);
      const drawn = changed();
      set(at + 1_800_000);
      await drawn;
      assert.deepEqual(await offsets(), ['+02:00']);
      store.put(ended('second', at + 1_800_000));
      await changed();
      assert.deepEqual(await offsets(), [undefined, '+02:00']);
    });
  });

  it('has groups with their counts, and none that is empty', async () => {
    const { store, children, item, provider, changed } = tree();
    assert.deepEqual(await children(), []);
    const yesterday = new Date(now).setHours(0, 0, 0, 0) - dayMs / 2;
    store.put(
      job('run', { seen: seen('RUNNING') }),
      job('send', { state: 'sending' }),
      job('odd', { state: 'unclear' }),
      ended('today', now),
    );
    store.setPast([ended('yesterday', yesterday), ended('old', now - 9 * dayMs)].map((each) => rowOf(each)));
    store.setExternal([job('else', { external: true })]);
    // A tree that was looked at while it was empty is told.
    await changed();
    const groups = await Promise.all((await children()).map(item));
    assert.deepEqual(
      groups.slice(0, 5).map(({ label, description, collapsibleState }) => [label, description, collapsibleState]),
      [
        ['Running', '2', Expanded],
        ['Unclear', '1', Expanded],
        ['Started elsewhere', '1', Expanded],
        ['Today', '1', Expanded],
        ['Yesterday', '1', Collapsed],
      ],
    );
    assert.match((groups[5]?.label as string | undefined) ?? '', /\b20\d\d\b/);
    assert.equal(groups[0]?.accessibilityInformation?.label, 'Running, 2 jobs');
    assert.equal(provider.getParent?.('run'), 'group:running');
    assert.equal(provider.getParent?.('group:running'), undefined);
  });

  it('has what a clock that was ahead has dated at the top of the days, open', async () => {
    const { store, children, item, resolved } = tree();
    const tomorrow = new Date(now).setHours(36, 0, 0, 0);
    store.put(ended('today', now), ended('ahead', tomorrow), ended('never', 1e308));
    const groups = await Promise.all((await children()).map(item));
    assert.deepEqual(
      groups.map(({ collapsibleState }) => collapsibleState),
      [Expanded, Expanded, Expanded],
    );
    assert.equal(groups[2]?.label, 'Today');
    assert.equal((await item('never')).label, 'REFUSED');
    // The time has its offset.
    assert.ok((await resolved('ahead')).includes(timeText(tomorrow)));
  });

  it('says of a job what, where, how far and how long, and which it is', async () => {
    const { store, item } = tree();
    const samples = [
      { at: now - 60_000, progress: 2250 },
      { at: now, progress: 4250, speed: 12.3 * 1024 * 1024 },
    ];
    store.put(
      job('run', { seen: seen('RUNNING', 4250), samples }),
      job('end', {
        account: { ...job('x').account, signer: 'environment' },
        seen: seen('COMPLETE', 10_000, { CompleteTime: now / 1000 }),
      }),
      job('warned', {
        account: { ...job('x').account, signer: 'environment' },
        seen: seen('COMPLETE', 10_000, { CompleteTime: now / 1000, ErrorMessage: '3 files locked' }),
      }),
    );
    const run = await item('run');
    assert.equal(run.label, '42% RUNNING');
    assert.equal(run.description, 'NAS files · 005494 · 12.3 MB/s · 3 min left · sandbox');
    assert.equal(
      run.accessibilityInformation?.label,
      'RUNNING 42 %, NAS files to 005494, 12.3 MB/s, 3 min left, sandbox, r-run',
    );
    assert.deepEqual([run.command?.command, run.command?.arguments?.[0]], ['cloudBackupRestore.openReport', 'run']);
    assert.equal(run.id, 'run');
    assert.equal(run.collapsibleState, None);
    assert.equal(run.tooltip, undefined);
    const time = new Date(now).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit' });
    const end = await item('end');
    assert.deepEqual([end.label, end.description], ['COMPLETE', `NAS files · 005494 · ${time}`]);
    const { label, description, iconPath } = await item('warned');
    assert.equal(label, 'COMPLETE, with a message');
    assert.equal(description, `NAS files · 005494 · 3 files locked · ${time}`);
    assert.equal(iconPath instanceof vscode.ThemeIcon && iconPath.id, 'warning');
  });

  it('shows an unknown status as it came, and a job of something else as such', async () => {
    const { store, item } = tree();
    store.setExternal([job('e', { external: true, seen: seen('PAUSED_BY_MARS') })]);
    const { label, description } = await item('e');
    assert.equal(label, 'PAUSED_BY_MARS');
    assert.equal(description, 'NAS files · 005494 · started elsewhere · sandbox');
  });

  it('says as of when it knows a job of something else, until that has ended', async () => {
    const { store, item, resolved } = tree();
    const lookedAt = new Date(2027, 2, 4, 14, 5).getTime();
    store.setExternal([
      job('runs', { external: true, seen: seen('RUNNING'), lookedAt }),
      job('over', { external: true, seen: seen('COMPLETE'), lookedAt }),
    ]);
    const time = new Date(lookedAt).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit' });
    assert.match((await item('runs')).description as string, new RegExp(`started elsewhere, as of ${time}`));
    assert.match((await item('over')).description as string, /started elsewhere · /);
    assert.ok((await resolved('runs')).includes(`| As of | ${timeText(lookedAt)} |`));
  });

  it('says why a job was refused, before all else that is known of it', async () => {
    const { store, item } = tree();
    const failure = { message: 'The vault is in another region.', nextStep: 'Select the region.' };
    store.put({ ...ended('no', now), failure });
    const { label, description, accessibilityInformation } = await item('no');
    assert.equal(label, 'REFUSED');
    assert.match(description as string, /^NAS files · 005494 · The vault is in another region\. · /);
    assert.match(accessibilityInformation?.label ?? '', /^REFUSED, NAS files to 005494, The vault is in another/);
  });

  it('says why a job is not followed, in place of how far it is, and lets go of it', async () => {
    const { store, item, resolved, all, changed, fired } = tree();
    const { account, ...running } = job('run', { seen: seen('RUNNING', 4250) });
    store.put({ ...running, account: { ...account, signer: 'environment' } });
    for (const [, ids] of await all()) for (const element of ids) await item(element);
    const before = await item('run');
    assert.equal((before.iconPath as vscode.ThemeIcon).id, 'sync~spin');
    assert.doesNotMatch(before.contextValue ?? '', /removable/);
    store.setUnfollowed(['run'], { message: 'The AccessKey "x" was removed.', nextStep: 'Add it again.' });
    await changed();
    assert.deepEqual(fired, [['run']]);
    const run = await item('run');
    assert.equal(run.label, 'RUNNING (not followed)');
    assert.equal(run.description, 'NAS files · 005494 · The AccessKey "x" was removed.');
    assert.match(run.accessibilityInformation?.label ?? '', /not followed\), .*was removed/);
    assert.equal((run.iconPath as vscode.ThemeIcon).id, 'debug-disconnect');
    assert.match(run.contextValue ?? '', /\bremovable\b/);
    const tooltip = await resolved('run');
    assert.match(tooltip, /\| Message \| The AccessKey .*was removed\. \|\n\| What to do \| Add it again\. \|/);
    assert.equal(statusBarOf(activityOf(store.current())), undefined);
  });

  const words: [string, JobRecord, string][] = [
    ['goes on', job('a', { seen: seen('RUNNING') }), 'job own hasRestoreId cancellable removable'],
    ['goes on in an account', ofAccount(), 'job own hasRestoreId inConsole cancellable'],
    ['is being cancelled', job('a', { cancelAskedAt: 1 }), 'job own hasRestoreId removable'],
    ['is in no list any more', job('a', { notFound: true }), 'job own hasRestoreId cancellable removable'],
    ['has ended', job('a', { seen: seen('FAILED') }), 'job own hasRestoreId ended removable'],
    ['is unclear', { ...unsubmitted(), state: 'unclear' }, 'job own removable unclear'],
    ['was not executed', { ...unsubmitted(), state: 'notExecuted' }, 'job own ended removable'],
    ['is being sent', { ...unsubmitted(), state: 'sending' }, 'job own'],
    ['was started elsewhere', job('a', { external: true }), 'job hasRestoreId cancellable'],
    ['ended elsewhere', job('a', { external: true, seen: seen('COMPLETE') }), 'job hasRestoreId'],
  ];
  function ofAccount(): JobRecord {
    const made = job('a', { seen: seen('RUNNING') });
    return { ...made, account: { ...made.account, signer: 'environment' } };
  }
  function unsubmitted(): JobRecord {
    const { restoreId, ...rest } = job('a');
    void restoreId;
    return rest;
  }
  for (const [what, made, context] of words) {
    it(`has the menus of a job that ${what}, from its row alone`, async () => {
      const { store, item } = tree();
      store.setPast([rowOf(made)]);
      assert.equal((await item('a')).contextValue, context);
    });
  }

  it('draws exactly the rows that changed, and everything where one moved', async () => {
    const { store, all, item, changed, fired } = tree();
    const jobs = Array.from({ length: 100 }, (_, index) => job(`j${index}`, { seen: seen('RUNNING', 1) }));
    store.put(...jobs);
    store.setPast(Array.from({ length: 10_000 }, (_, index) => rowOf(ended(`p${index}`, now - index * 60_000))));
    for (const [group, ids] of await all()) for (const element of [group, ...ids.slice(0, 100)]) await item(element);
    // What was changed before the tree was looked at may be told once more.
    store.put(job('j0', { seen: seen('RUNNING', 200) }));
    await changed();
    fired.length = 0;
    const some = jobs.slice(20, 30);
    // A look takes something in of every job; of most of them nothing that is seen.
    for (const each of jobs.slice(1)) store.put({ ...each, samples: [{ at: now, progress: 1 }] });
    for (const each of some) store.put({ ...each, seen: seen('RUNNING', 500) });
    await changed();
    assert.deepEqual(fired, [some.map(({ id }) => id)]);

    store.put(job('j5', { seen: seen('FAILED') }), job('j6', { seen: seen('RUNNING', 700) }));
    await changed();
    assert.deepEqual(fired.slice(1), [undefined]);
    store.remove('j7');
    await changed();
    assert.deepEqual(fired.slice(2), [undefined]);
  });

  for (const apart of [600_000, 1]) {
    it(`opens 10,000 jobs that ended ${apart} ms after one another`, async () => {
      const { store, children, item } = tree();
      store.setPast(Array.from({ length: 10_000 }, (_, index) => rowOf(ended(`p${index}`, now - index * apart))));
      const start = process.cpuUsage();
      const groups = await Promise.all((await children()).map(item));
      for (const group of groups.filter(({ collapsibleState }) => collapsibleState === Expanded)) {
        await Promise.all((await children(group.id)).map(item));
      }
      const { user, system } = process.cpuUsage(start);
      console.log(
        `10,000 jobs in ${groups.length} groups opened with ${((user + system) / 1000).toFixed(0)} ms of CPU`,
      );
      assert.equal(
        groups.reduce((sum, { description }) => sum + Number(description), 0),
        10_000,
      );
    });
  }

  it('shows what the filter lets through, and tells what it hides', async () => {
    const { store, filter, all, fired, provider } = tree();
    store.put(job('a', { seen: seen('RUNNING') }), ended('b', now));
    await all();
    filter.set({ ...noFilter, statuses: ['RUNNING'] });
    assert.deepEqual(fired.at(-1), undefined);
    assert.deepEqual(await all(), [['group:running', ['a']]]);
    filter.set({ ...noFilter, text: 'nowhere' });
    assert.deepEqual(await all(), []);
    assert.equal(provider.structure()?.hidden, 2);
  });

  it('has everything of a job in a table that is made when it is asked for', async () => {
    const past = ended('old', now);
    const { store, resolved } = tree((id) => Promise.resolve(id === 'old' ? past : undefined));
    store.setPast([rowOf(past), rowOf(ended('gone', now))]);
    const whole = await resolved('old');
    assert.match(whole, /^\| RestoreId \| r-old \|\n\| :-- \| :-- \|\n\| Status \| REFUSED \|/);
    assert.match(whole, /\| To \| file system 005494 \(created /);
    assert.match(whole, /\| Endpoint \| http:\/\/127\.0\.0\.1:1 \|/);
    const rowAlone = await resolved('gone');
    assert.match(rowAlone, /\| To \| 005494 \|/);
    assert.doesNotMatch(rowAlone, /Endpoint/);
  });

  it('has the row alone where the file of a job can not be read, and says why in the log', async () => {
    const failure = new Error('EIO');
    const { store, resolved, errors } = tree(() => Promise.reject(failure));
    store.setPast([rowOf(ended('old', now))]);
    assert.match(await resolved('old'), /\| RestoreId \| r-old \|/);
    assert.deepEqual(errors, [failure]);
  });

  it('makes nothing of hostile text but text', async () => {
    const text = '[x](command:a) ![y](https://e.example/) <b>|`*_~$(trash)\u202e\u001b[31m';
    const { store, provider, item } = tree();
    const hostile = job('h', { seen: seen(text, 0, { ErrorMessage: text }), restoreId: text });
    store.put(hostile);
    const found = await item('h');
    const token = new vscode.CancellationTokenSource().token;
    const { tooltip } = (await provider.resolveTreeItem?.(found, 'h', token)) ?? {};
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.ok(!tooltip.isTrusted && !tooltip.supportHtml && !tooltip.supportThemeIcons);
    const syntax = (markdown: string) => markdown.replaceAll(/&#\d+;/g, '').match(/[^\p{L}\p{N} |\n:-]/gu);
    assert.equal(syntax(tooltip.value), null);
    const bar = statusBarOf(activityOf([rowOf(hostile)]));
    assert.equal(syntax(bar?.tooltip.value ?? '!'), null);
    assert.equal(bar?.text, '$(sync~spin) Restore 0 %');
  });
});
