import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Jobs } from '../../../src/jobs/openJobs.ts';
import { timeText } from '../../../src/jobs/format/units.ts';
import { createStore } from '../../../src/jobs/store.ts';
import { pickJob } from '../../../src/ui/pickJob.ts';
import { record } from '../../unit/jobs/jobFixtures.ts';

describe('the list of which a job is picked', () => {
  const { showQuickPick } = vscode.window;
  afterEach(() => void Object.assign(vscode.window, { showQuickPick }));

  it('tells jobs of one target apart, also those that have no RestoreId: by status and time', async () => {
    let rows: (string | undefined)[][] = [];
    Object.assign(vscode.window, {
      showQuickPick: (items: vscode.QuickPickItem[]) => {
        rows = items.map(({ label, description }) => [label, description]);
        return Promise.resolve(undefined);
      },
    });
    const times = [Date.UTC(2026, 10, 23, 10), Date.UTC(2026, 10, 23, 11)] as const;
    const { restoreId, ...unclear } = record('a', { state: 'unclear', createdAt: times[0] });
    assert.equal(restoreId, 'r-a');
    const store = createStore();
    store.put(unclear, record('b', { createdAt: times[1], seen: { RestoreId: 'r-b', Status: 'RUNNING', other: {} } }));
    const jobs = { store, loadHistory: () => Promise.resolve() } as unknown as Jobs;
    await pickJob(jobs, undefined, { title: 'Which?', fits: () => true, none: 'None' });
    assert.deepEqual(rows, [
      ['r-b', `NAS files · 005494 · RUNNING · ${timeText(times[1])}`],
      ['NAS files', `005494 · UNCLEAR · ${timeText(times[0])}`],
    ]);
  });
});
