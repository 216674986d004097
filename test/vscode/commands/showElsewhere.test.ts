import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { HbrClient } from '../../../src/cloud/hbrClient.ts';
import { hideElsewhere } from '../../../src/commands/hideElsewhere.ts';
import { showElsewhere } from '../../../src/commands/showElsewhere.ts';
import { contextKeys } from '../../../src/ids.ts';
import type { OpenedJobs } from '../../../src/jobs/openJobs.ts';
import { createStore } from '../../../src/jobs/store.ts';
import type { Services } from '../../../src/services.ts';
import { until } from '../../hosts/until.ts';

/** The account of a window, whose answers the test gives; and whether the menus offer to hide what they list. */
function window() {
  const answers: { readonly list: () => void; readonly fail: () => void }[] = [];
  const client = { describeRestoreJobs: () => Promise.resolve({ jobs: [], totalCount: 0, requestId: '' }) };
  const account = {
    signer: 'environment',
    profile: 'p',
    region: 'cn-hangzhou',
    endpoint: 'https://x.example',
  } as const;
  const accounts = {
    forRegion: () => Promise.resolve(account),
    allow: () => Promise.resolve(true),
    clientFor: () =>
      new Promise<HbrClient>((resolve, reject) => {
        answers.push({
          list: () => resolve(client as unknown as HbrClient),
          fail: () => reject(new Error('the service is away')),
        });
      }),
  };
  const none = () => Promise.resolve(new Set<string>());
  const jobs = {
    ...{ store: createStore(), externalJobs: undefined, removed: { ids: none } },
    loadHistory: () => Promise.resolve(),
  } as unknown as OpenedJobs;
  const services = { jobs, accounts, log: { warn: assert.fail } } as unknown as Services;
  const asked = (count: number) => until(`question ${count}`, () => Promise.resolve(answers[count - 1]));
  return { jobs, show: () => showElsewhere(services), hide: () => hideElsewhere(jobs), asked };
}

describe('the jobs that something else started', () => {
  let isOffered: unknown;
  const real = vscode.commands.executeCommand;
  before(() => {
    const noticing = (name: string, ...rest: unknown[]) => {
      if (name === 'setContext' && rest[0] === contextKeys.elsewhereShown) isOffered = rest[1];
      return real(name, ...rest);
    };
    Object.assign(vscode.commands, { executeCommand: noticing });
  });
  after(async () => {
    Object.assign(vscode.commands, { executeCommand: real });
    await real('setContext', contextKeys.elsewhereShown, false);
  });

  it('can be hidden once they are listed', async () => {
    const { show, hide, asked } = window();
    const shown = show();
    (await asked(1)).list();
    await shown;
    assert.equal(isOffered, true);
    await hide();
    assert.equal(isOffered, false);
  });

  it('stay hidden where they were hidden while the service was asked', async () => {
    const { jobs, show, hide, asked } = window();
    const shown = show();
    const answer = await asked(1);
    await hide();
    answer.list();
    await shown;
    assert.deepEqual([isOffered, jobs.externalJobs], [false, undefined]);
  });

  it('stay listed where an earlier run that was hidden fails', async () => {
    const { jobs, show, hide, asked } = window();
    const first = show();
    const answer = await asked(1);
    await hide();
    const second = show();
    (await asked(2)).list();
    await second;
    const refused = assert.rejects(first, /the service is away/);
    answer.fail();
    await refused;
    assert.equal(isOffered, true);
    assert.ok(jobs.externalJobs);
    await hide();
  });
});
