/**
 * `npm run bench -- live [--runs N]`: what values of an account cost, on a sandbox's account of 20,000 snapshots.
 *
 * The latency is that until the first items of the account are there: cold, beside the bare calls that they take, and warm. Then the calls that
 * are made while one spec is typed and checked, and the memory that all that is known takes. Last, how long a preflight takes
 * where the service is slow.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from '../src/cloud/hbrClient.ts';
import { systemClock } from '../src/jobs/clock.ts';
import { newOwner, openLocks } from '../src/jobs/storage/locks.ts';
import type { AccountReader } from '../src/live/accountReader.ts';
import { openCallSlots } from '../src/live/callSlots.ts';
import { offersFor } from '../src/live/offers.ts';
import { known } from '../src/live/preflight/check.ts';
import { runPreflight } from '../src/live/preflight/runPreflight.ts';
import { toRequest, readSpec } from '../src/restoreSpec/index.ts';
import { temporaryFolder } from '../test/hosts/paths.ts';
import { startSandbox, type Sandbox } from '../test/hosts/testSandbox.ts';
import { readerOf } from '../test/unit/live/sandboxReader.ts';
import { medianWithSpread, type Figure } from './figures.ts';
import { usedMemory } from './usedMemory.ts';

/** While a spec is typed: two seconds of the calls that all windows together may begin. Five of them are the pages of 500 clients. */
const limits = {
  warmMs: 150,
  coldOverBareMs: 150,
  typedCalls: 16,
  preflightCalls: 8,
  preflightMs: 1500,
  memoryMegabytes: 20,
};
const region = 'cn-hangzhou';

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
/** The times of several kinds of work, in turn, so that each is as warm as the others. */
async function timesOf<Kind extends string>(
  runs: number,
  works: Readonly<Record<Kind, () => Promise<unknown>>>,
): Promise<Record<Kind, number[]>> {
  const kinds = Object.keys(works) as Kind[];
  const times = Object.fromEntries(kinds.map((kind) => [kind, [] as number[]])) as Record<Kind, number[]>;
  // The first one of each warms it up.
  for (let run = -1; run < runs; run++) {
    for (const kind of kinds) {
      const ms = await timed(works[kind]);
      if (run >= 0) times[kind].push(ms);
    }
  }
  return times;
}

const offers = (reader: AccountReader, name: string, spec: Readonly<Record<string, string>>, typed = '') =>
  offersFor(name, { values: spec, typed, region }, reader, { now: Date.now(), signal: new AbortController().signal });

/** Types a spec: each key of each value asks, and the first offer is chosen. */
async function typeSpec(reader: AccountReader): Promise<Record<string, string>> {
  const spec: Record<string, string> = { RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE' };
  for (const name of ['VaultId', 'TargetInstanceId', 'SnapshotId']) {
    for (const typed of ['', 'a', 'ab', 'abc', 'abcd']) await offers(reader, name, spec, typed);
    const [first] = await offers(reader, name, spec);
    if (!first) throw new Error(`Nothing is offered for ${name}.`);
    spec[name] = String(first.value);
    if (name === 'SnapshotId') Object.assign(spec, first.fills);
  }
  return { ...spec, TargetPath: '/restored' };
}

/** Until the first values are there, beside the bare calls that they take. */
async function latencies(sandbox: Sandbox, runs: number): Promise<Figure[]> {
  const { accessKeyId, accessKeySecret, endpoint } = sandbox;
  const { reads } = createClient(
    { signer: 'sandbox', profile: 'bench', region, endpoint },
    { kind: 'keys', accessKeyId, accessKeySecret },
  );
  const plan = (await reads.describeBackupPlans({ sourceType: 'ECS_FILE', pageNumber: 1, pageSize: 1 })).entries[0];
  const busiest = { vaultId: plan?.vaultId ?? '', instanceId: plan?.instanceId ?? '' };
  const ofBusiest = { SourceType: 'ECS_FILE', VaultId: busiest.vaultId, TargetInstanceId: busiest.instanceId };
  const bare: Readonly<Record<string, () => Promise<unknown>>> = {
    VaultId: () => reads.describeVaults({ pageNumber: 1, pageSize: 100 }),
    async SnapshotId() {
      await reads.describeBackupPlans({ sourceType: 'ECS_FILE', pageNumber: 1, pageSize: 100 });
      await reads.searchSnapshots({ sourceType: 'ECS_FILE', ...busiest, limit: 100 });
    },
  };

  const figures: Figure[] = [];
  for (const [name, call] of Object.entries(bare)) {
    const reader = readerOf(sandbox);
    const { bareCalls, cold, warm } = await timesOf(runs, {
      bareCalls: call,
      cold: () => offers(readerOf(sandbox), name, ofBusiest),
      warm: () => offers(reader, name, ofBusiest),
    });
    const reference = { name: 'the bare calls', value: medianWithSpread(bareCalls).value };
    const shared = { unit: 'ms', reference };
    figures.push(
      {
        ...shared,
        name: `values for ${name}, cold`,
        ...medianWithSpread(cold),
        budget: { over: limits.coldOverBareMs },
      },
      { ...shared, name: `values for ${name}, warm`, ...medianWithSpread(warm), budget: { most: limits.warmMs } },
    );
  }
  return figures;
}

const preflightOptions = { clock: systemClock, equalJob: known(undefined) };
const requestOf = (spec: Readonly<Record<string, string>>) =>
  toRequest(readSpec(JSON.stringify({ ...spec, Include: ['/etc/hosts', '/data/db'] })));

/** Where nothing is known yet and each call takes 100 ms, within the limit of calls of all windows. */
async function preflightTime(sandbox: Sandbox, runs: number): Promise<Figure> {
  const request = requestOf(await typeSpec(readerOf(sandbox)));
  const temporary = await temporaryFolder('slots');
  sandbox.inject({ kind: 'delay', ms: 100, times: Infinity });
  try {
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const locks = openLocks(join(temporary.path, String(run)), newOwner());
      const slots = openCallSlots(locks, systemClock, (error) => {
        throw error;
      });
      const reader = readerOf(sandbox, slots);
      times.push(await timed(() => runPreflight(request, { region }, reader, preflightOptions)));
    }
    return {
      ...{ name: 'preflight, with nothing known and 100 ms a call', unit: 'ms' },
      ...medianWithSpread(times),
      budget: { most: limits.preflightMs },
    };
  } finally {
    sandbox.clearFaults();
    await temporary.remove();
  }
}

const usedMegabytes = () => usedMemory() / 2 ** 20;

/** The calls while one spec is typed and checked, and the memory of all that is known. */
async function callsAndMemory(sandbox: Sandbox): Promise<Figure[]> {
  const count = () => sandbox.requests().length;
  // The sandbox is in this process. What it keeps from the first listing of files on is no memory of the account's values.
  const first = readerOf(sandbox);
  await runPreflight(requestOf(await typeSpec(first)), { region }, first, preflightOptions);
  const before = { calls: count(), memory: usedMegabytes() };
  const reader = readerOf(sandbox);
  const spec = await typeSpec(reader);
  const typedCalls = count() - before.calls;
  const request = requestOf(spec);
  const results = await runPreflight(request, { region }, reader, preflightOptions);
  const preflightCalls = count() - before.calls - typedCalls;
  const coldFrom = count();
  await runPreflight(request, { region }, readerOf(sandbox), preflightOptions);
  const coldCalls = count() - coldFrom;
  for (const name of ['TargetBucket', 'TargetFileSystemId', 'TargetTableName', 'UdmDetail.sourceInstanceId'])
    await offers(reader, name, {});
  for (const RestoreType of ['OSS', 'NAS', 'OTS_TABLE', 'UDM_ECS']) await offers(reader, 'SnapshotId', { RestoreType });
  const memory = usedMegabytes() - before.memory;

  const checked = results.filter(({ verdict }) => verdict !== 'notChecked').length;
  console.log(`preflight: ${checked} of ${results.length} checks`);
  // The reader is looked at last, so that nothing of it was collected before.
  console.log(`permissions that are missing: ${reader.denied.size}`);
  const preflight = { unit: 'calls', budget: { most: limits.preflightCalls } };
  return [
    { name: 'calls while a spec is typed', unit: 'calls', value: typedCalls, budget: { most: limits.typedCalls } },
    { name: 'calls of its preflight, after typing it', value: preflightCalls, ...preflight },
    { name: 'calls of its preflight, with nothing known', value: coldCalls, ...preflight },
    {
      name: "memory of an account's values",
      unit: 'MB',
      value: memory,
      budget: { most: limits.memoryMegabytes },
    },
  ];
}

export async function measure(args: string[]): Promise<Figure[]> {
  const { values } = parseArgs({ args, options: { runs: { type: 'string', default: '9' } } });
  const sandbox = await startSandbox();
  try {
    const runs = Number(values.runs);
    return [
      ...(await latencies(sandbox, runs)),
      ...(await callsAndMemory(sandbox)),
      await preflightTime(sandbox, runs),
    ];
  } finally {
    await sandbox.close();
  }
}
