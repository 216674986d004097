/**
 * `npm run bench -- faults [--submissions 1000] [--processes 4] [--seed S] [--break sync|retry|journal]`: whether a submission
 * is ever lost, doubled or told wrongly, whatever fails.
 *
 * Processes that run the product's own code submit to one sandbox, each submission with one fault; then fresh processes
 * clear up. The sandbox's list of what it executed is the truth. `--break` takes one guard away, which must show.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openJournal } from '../src/jobs/journal.ts';
import { isUnsettled } from '../src/jobs/record.ts';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { temporaryFolder } from '../test/hosts/paths.ts';
import { plan, type Broken, type Trouble } from './faults/plan.ts';
import { faultsOf, type Case } from './faults/verdict.ts';
import type { Order, Said, Setting } from './faults/worker.ts';

const { values } = parseArgs({
  options: {
    submissions: { type: 'string', default: '1000' },
    processes: { type: 'string', default: '4' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    break: { type: 'string' },
  },
});
const [submissions, processes, seed] = [values.submissions, values.processes, values.seed].map(Number) as [
  number,
  number,
  number,
];
if (![undefined, 'sync', 'retry', 'journal'].includes(values.break)) throw new Error(`--break ${values.break}?`);
const broken = values.break as Broken;

const sandbox = await startSandbox();
const temporary = await temporaryFolder('faults');
const folder = temporary.path;
const { endpoint, accessKeyId, accessKeySecret } = sandbox;
const setting: Setting = { folder, endpoint, accessKeyId, accessKeySecret, broken };

/** A port on which nobody listens, so that connections to it are refused. */
const nowhere = 'http://127.0.0.1:1';

/** A process and what it says, in turn. */
class Window {
  readonly #child: ChildProcess;
  readonly #gone: Promise<undefined>;

  constructor() {
    this.#child = fork(join(import.meta.dirname, 'faults/worker.ts'), [JSON.stringify(setting)]);
    this.#gone = once(this.#child, 'exit').then(() => undefined);
  }

  /** The next thing it says; undefined where it dies first. */
  async said(): Promise<Said | undefined> {
    const controller = new AbortController();
    const heard = once(this.#child, 'message', { signal: controller.signal }).then(([said]) => said as Said);
    heard.catch(() => undefined);
    try {
      return await Promise.race([heard, this.#gone]);
    } finally {
      controller.abort();
    }
  }

  ask(order: Order): Promise<Said | undefined> {
    const answer = this.said();
    this.#child.send(order);
    return answer;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone;
  }
}

async function openWindow(): Promise<Window> {
  const window = new Window();
  if (!(await window.said())) throw new Error('A process of the bench died before it began.');
  return window;
}

/** A restore that no other submission asks for. */
const requestOf = (index: number) => ({
  query: {
    RestoreType: 'OSS',
    SourceType: 'OSS',
    VaultId: `v-${index % 7}`,
    SnapshotId: 's-1',
    TargetBucket: 'bench',
    TargetPrefix: `restore/${index}/`,
  },
  body: index % 2 ? { Include: JSON.stringify([`a/${index % 3}`, 'b']) } : {},
});

const specOf = (index: number) => `bench:${index}`;

async function fileOf(spec: string): Promise<string | undefined> {
  const jobs = join(folder, 'jobs');
  for (const name of await readdir(jobs)) {
    if (name.endsWith('.json') && (await readFile(join(jobs, name), 'utf8')).includes(`"${spec}"`))
      return join(jobs, name);
  }
  return undefined;
}

async function submitAll(troubles: readonly Trouble[]): Promise<Map<string, Case['said']>> {
  const told = new Map<string, Case['said']>();
  let next = 0;
  const lane = async () => {
    let window = await openWindow();
    for (let index = next++; index < troubles.length; index = next++) {
      const trouble = troubles[index];
      if (!trouble) break;
      const spec = specOf(index);
      // Whichever of the processes sends next meets it: each fault meets one request.
      if (trouble.at === 'service') sandbox.inject(trouble.fault);
      const order: Order = {
        do: 'submit',
        spec,
        request: requestOf(index),
        endpoint: trouble.at === 'address' ? nowhere : endpoint,
        ...(trouble.at === 'disk' && { fullAt: trouble.writing }),
      };
      const answer = window.ask(order);
      if (trouble.at === 'kill') {
        await new Promise((resolve) => setTimeout(resolve, trouble.afterMs));
        await window.kill();
      }
      const said = await answer;
      if (said && 'spec' in said) told.set(spec, said);
      if (trouble.at === 'kill') window = await openWindow();
      if (trouble.at === 'file') {
        const file = await fileOf(spec);
        if (file) await truncate(file, 100 + (index % 100));
      }
    }
    // Killed too: nothing may rest on an orderly end.
    await window.kill();
  };
  await Promise.all(Array.from({ length: processes }, lane));
  return told;
}

async function clearUp(): Promise<void> {
  const windows = await Promise.all(Array.from({ length: processes }, openWindow));
  await Promise.all(windows.map((window) => window.ask({ do: 'reconcile' })));
  await Promise.all(windows.map((window) => window.kill()));
}

try {
  console.log(`seed ${seed}, ${processes} processes${broken ? `, without the guard "${broken}"` : ''}`);
  const troubles = plan(submissions, seed);
  const told = await submitAll(troubles);
  sandbox.clearFaults();
  const journal = openJournal(join(folder, 'jobs'));
  const before = (await journal.readAll()).records.filter(isUnsettled);
  console.log(`submitted; ${before.length} are unclear, and are cleared up by fresh processes`);
  await clearUp();

  const { records } = await openJournal(join(folder, 'jobs')).readAll();
  const jobs = sandbox.jobs();
  const cases = troubles.map((trouble, index): Case => {
    const prefix = requestOf(index).query.TargetPrefix;
    return {
      spec: specOf(index),
      trouble: trouble.name,
      jobs: jobs.filter(({ parameters }) => parameters['TargetPrefix'] === prefix),
      records: records.filter(({ spec }) => spec === specOf(index)),
      said: told.get(specOf(index)),
    };
  });
  const count = { lost: 0, doubled: 0, misreported: 0 };
  for (const each of cases) {
    for (const fault of faultsOf(each)) {
      count[fault]++;
      const states = each.records.map(({ state, restoreId }) => `${state} ${restoreId ?? ''}`).join(', ');
      const really = each.jobs.map(({ restoreId }) => restoreId).join(', ');
      if (count[fault] <= 10) {
        console.log(
          `${fault}: ${each.spec}, ${each.trouble}; said ${JSON.stringify(each.said)}; known [${states}]; executed [${really}]`,
        );
      }
    }
  }
  const names = [...new Set(cases.map(({ trouble }) => trouble))].sort();
  console.log(names.map((name) => `${name} ${cases.filter(({ trouble }) => trouble === name).length}`).join(', '));
  const stillOpen = records.filter((record) => isUnsettled(record) && before.some(({ id }) => id === record.id));
  for (const { spec, state, candidates } of stillOpen.slice(0, 10)) {
    const trouble = cases.find((each) => each.spec === spec)?.trouble;
    console.log(`unresolved: ${spec}, ${trouble}; ${state}, ${candidates?.length ?? 0} candidates`);
  }
  const open = stillOpen.length;
  const share = before.length === 0 ? 1 : (before.length - open) / before.length;
  console.log(`${(share * 100).toFixed(1)} % of ${before.length} unclear ones resolved by themselves (at least 99 %)`);
  const { lost, doubled, misreported } = count;
  console.log(
    `${submissions} submitted, ${jobs.length} executed, ${lost} lost, ${doubled} doubled, ${misreported} misreported`,
  );
  if (lost + doubled + misreported > 0 || share < 0.99) process.exitCode = 1;
} finally {
  await sandbox.close();
  await temporary.remove();
}
