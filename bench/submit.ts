/**
 * `npm run bench -- submit [--runs N]`: what a submission takes from the text of a spec to the first byte of its request, with no question and
 * no preflight, beside the bare call in the same process. What the disk takes to sync the journal is counted apart.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Account } from '../src/cloud/account.ts';
import { parseEndpoint } from '../src/cloud/endpoints.ts';
import { createClient, type ServiceClient } from '../src/cloud/hbrClient.ts';
import { callService } from '../src/cloud/serviceCall.ts';
import { systemClock } from '../src/jobs/clock.ts';
import { duplicatesOf, fingerprint } from '../src/jobs/duplicates.ts';
import { readBaseline } from '../src/jobs/reconciliation/baseline.ts';
import { openHistory } from '../src/jobs/storage/history.ts';
import { openJournal } from '../src/jobs/storage/journal.ts';
import { newOwner, openLocks } from '../src/jobs/storage/locks.ts';
import { createStoreSync } from '../src/jobs/storage/storeSync.ts';
import { createStore } from '../src/jobs/store.ts';
import { submitRestore } from '../src/jobs/submission.ts';
import { watchWallClock } from '../src/jobs/wallClock.ts';
import { readSpec, toRequest, validateSpec } from '../src/restoreSpec/index.ts';
import { temporaryFolder } from '../test/hosts/paths.ts';
import { medianWithSpread, type Figure } from './figures.ts';
import type { ServiceAddress } from './submit/service.ts';
import { countSyncs, takeSyncs, type Syncs } from './submit/syncs.ts';

/** Two files and their folder twice: the record, and beside it what is about to be sent. */
const limits = { overBareMs: 15, syncs: 4 };
/** Until both sides are warm. */
const warmUps = 3;

/** Of a vault of its own, so that the service's list of its jobs is as short in each run. */
const specText = (run: number) =>
  JSON.stringify(
    {
      ...{ RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE', VaultId: `v-${run}`, SnapshotId: `s-${run}` },
      ...{ TargetInstanceId: 'i-bp1hvfs7dnlh7ytp6k2c', TargetPath: '/srv/restored', Include: ['/var/www', '/home'] },
    },
    null,
    2,
  );

/** Until the first byte is about to leave, and what of it waited for the disk. */
interface FirstByte extends Syncs {
  readonly ms: number;
}

/** A window, with what it keeps of its jobs on disk. */
function openWindow(folder: string) {
  const onError = (error: unknown) => {
    throw error;
  };
  const journal = openJournal(join(folder, 'jobs'));
  const store = createStore();
  const sync = createStoreSync({
    ...{ journal, history: openHistory(join(folder, 'done')), store },
    ...{ onSetAside: onError, onUnread: onError, onError },
  });
  const locks = openLocks(join(folder, 'locks'), newOwner());
  return { journal, store, sync, locks, clock: systemClock, wallClock: watchWallClock(systemClock) };
}
type Window = ReturnType<typeof openWindow>;

/** What the command does between its call and the first byte where nothing is to be asked, in its order. */
async function submit(window: Window, account: Account, client: ServiceClient, text: string): Promise<FirstByte> {
  const { locks, store, sync, wallClock } = window;
  takeSyncs();
  const start = performance.now();
  const spec = readSpec(text);
  if (validateSpec(spec).length > 0) throw new Error('The spec has problems.');
  const request = toRequest(spec);
  const baseline = readBaseline(client, request);
  const print = fingerprint(request, account);
  const readDuplicates = async () => {
    await sync.reload();
    return duplicatesOf(store.all(), print, { ageOf: wallClock.ageOf, withinMs: 600_000, locks });
  };
  await readDuplicates();
  const lock = await locks.take(`equal-${print}`);
  if ((await readDuplicates()).length > 0) throw new Error('There is an equal job.');
  let left: FirstByte | undefined;
  const { record } = await submitRestore(
    { request, account, client, spec: 'file:///a.restore.json', baseline: await baseline },
    {
      ...window,
      duplicates: { lock, told: [], isBusyTold: false, read: readDuplicates },
      onLeaving: () => (left = { ms: performance.now() - start, ...takeSyncs() }),
    },
  );
  await lock?.release();
  await window.journal.remove(record.id);
  if (record.state !== 'submitted' || !left) throw new Error(`The submission is ${record.state}.`);
  return left;
}

/** Signs and sends the same request, and nothing more. */
async function callBare(
  account: Account,
  { accessKeyId, accessKeySecret }: ServiceAddress,
  text: string,
): Promise<number> {
  const request = toRequest(readSpec(text));
  const start = performance.now();
  let ms = Number.NaN;
  await callService(
    {
      ...{ operation: 'CreateRestoreJob', version: '2017-09-08', endpoint: parseEndpoint(account.endpoint) },
      ...{ ...request, profile: account.profile },
      limits: { timeoutMs: 60_000, responseBytes: 1_000_000 },
      beforeSend: () => (ms = performance.now() - start),
    },
    { keys: { accessKeyId, accessKeySecret }, origin: { kind: 'added' } },
  );
  return ms;
}

export async function measure(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({ args, options: { runs: { type: 'string', default: '25' } } });
  await countSyncs();
  const temporary = await temporaryFolder('submit');
  const thread = new Worker(new URL('submit/service.ts', import.meta.url));
  const window = openWindow(temporary.path);
  try {
    const [service] = (await once(thread, 'message')) as [ServiceAddress];
    const { accessKeyId, accessKeySecret, endpoint } = service;
    const account = { signer: 'sandbox', profile: 'sandbox', region: 'cn-hangzhou', endpoint } as const;
    const client = createClient(account, { kind: 'keys', accessKeyId, accessKeySecret });
    const [ours, bare]: [FirstByte[], number[]] = [[], []];
    for (let run = 0; run < warmUps + Number(values.runs); run++) {
      const text = specText(run);
      const [each, call] = [await submit(window, account, client, text), await callBare(account, service, text)];
      if (run < warmUps) continue;
      ours.push(each);
      bare.push(call);
    }
    const waited = medianWithSpread(ours.map(({ syncMs }) => syncMs)).value;
    console.log(`the syncs of the journal before the first byte take ${waited.toFixed(1)} ms`);
    return [
      {
        name: 'submit to the first byte, without syncs',
        unit: 'ms',
        ...medianWithSpread(ours.map(({ ms, syncMs }) => ms - syncMs)),
        reference: { name: 'the bare call', value: medianWithSpread(bare).value },
        budget: { over: limits.overBareMs },
      },
      {
        name: 'syncs of the journal before the first byte',
        unit: 'syncs',
        value: medianWithSpread(ours.map(({ syncs }) => syncs)).value,
        budget: { most: limits.syncs },
      },
    ];
  } finally {
    window.sync.dispose();
    await thread.terminate();
    await temporary.remove();
  }
}
