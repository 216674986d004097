/** How the values for a spec, and the memory of what is known, grow with the snapshots and the vaults of an account. */
import { accountOperations } from '../../src/cloud/accountOperations.ts';
import { createClient, type ServiceClient } from '../../src/cloud/hbrClient.ts';
import type { ServiceResponse } from '../../src/cloud/serviceResponse.ts';
import { systemClock } from '../../src/jobs/clock.ts';
import { createAccountReader, type AccountReader } from '../../src/live/accountReader.ts';
import { offersFor } from '../../src/live/offers.ts';
import type { Figure } from '../figures.ts';
import { responseOf } from './response.ts';
import { doubled, memoryGrowth, timeGrowth } from './series.ts';

const region = 'cn-hangzhou';
/** Just below the most that are read: 5,000 snapshots of a list without pages, and ten pages of vaults. */
const [snapshotSizes, vaultSizes] = [doubled(156), doubled(31)];

const idOf = (prefix: string, n: number) => `${prefix}-${String(n).padStart(20, '0')}`;

function snapshot(n: number, now: number) {
  const completed = Math.floor(now / 1000) - n * 600;
  return {
    ...{ SnapshotId: idOf('s', n), SnapshotHash: idOf('h', n), VaultId: idOf('v', n % 12), Status: 'COMPLETE' },
    ...{ SourceType: 'UDM_ECS', InstanceId: idOf('i', n % 40), BytesTotal: 503_316_480, ActualBytes: '167772160' },
    ...{ CreatedTime: completed - 300, CompleteTime: completed, ExpireTime: completed + 63_072_000 },
    Detail: { InstanceName: `web-${n % 40}`, InstanceType: 'ecs.g7.large', OsType: 'linux', InstantAccess: n === 0 },
  };
}

const vault = (n: number) => ({
  ...{ VaultId: idOf('v', n), VaultName: `vault-${n}`, VaultType: 'STANDARD', VaultRegionId: region },
  ...{ Status: 'CREATED', SourceTypes: { SourceType: ['ECS_FILE', 'OSS'] }, SnapshotCount: n },
});

type Answer = (query: Readonly<Record<string, string>>) => ServiceResponse;

/** A reader that knows nothing yet, of an account whose answers are here, so that neither a network nor a service takes its time. */
function readerOf(answer: Answer): AccountReader {
  const account = { signer: 'sandbox', profile: 'bench', region, endpoint: 'http://127.0.0.1:1' } as const;
  const reads = accountOperations((_, { query }, __, read) => Promise.resolve(read(answer(query))));
  const client: ServiceClient = {
    ...createClient(account, { kind: 'keys', accessKeyId: '', accessKeySecret: '' }),
    reads,
  };
  return createAccountReader({
    ...{ clock: systemClock, client: () => Promise.resolve(client), onDenied: () => undefined },
    slots: { run: (work) => work() },
  });
}

/** What an account has many of, and how its service lists them. @param all those that it has */
interface Listed {
  readonly make: (n: number, now: number) => object;
  readonly answer: (all: () => readonly object[]) => Answer;
}

const snapshots: Listed = {
  make: snapshot,
  answer: (all) => () => responseOf({ TotalCount: all().length, Snapshots: all() }),
};

const vaults: Listed = {
  make: vault,
  answer: (all) => (query) => {
    const [number, pageSize] = [Number(query['PageNumber']), Number(query['PageSize'])];
    const Vault = all().slice((number - 1) * pageSize, number * pageSize);
    return responseOf({ TotalCount: all().length, Vaults: { Vault } });
  },
};

const signal = new AbortController().signal;
const offer = (reader: AccountReader, name: string) =>
  offersFor(name, { values: { RestoreType: 'UDM_ECS' }, typed: '', region }, reader, { now: Date.now(), signal });

async function growthOf(
  things: string,
  name: string,
  runs: number,
  sizes: readonly number[],
  { make, answer }: Listed,
): Promise<Figure[]> {
  const made = (size: number) => Array.from({ length: size }, (_, n) => make(n, Date.now()));
  // Each reader is cold once.
  const cold = await timeGrowth(`values for ${name}, cold, with the ${things}`, runs, sizes, (size) => {
    const all = made(size);
    return () => offer(readerOf(answer(() => all)), name);
  });
  const warm = await timeGrowth(`values for ${name}, warm, with the ${things}`, runs, sizes, async (size) => {
    const all = made(size);
    const reader = readerOf(answer(() => all));
    await offer(reader, name);
    return () => offer(reader, name);
  });
  const memory = await memoryGrowth(`an account with its ${things}`, sizes, async (size) => {
    // The service is here, too: what it has is made for each answer, so that it stays in no memory that is measured.
    const reader = readerOf(answer(() => made(size)));
    await offer(reader, name);
    return reader;
  });
  return [cold, warm, memory];
}

export async function accountGrowth(runs: number): Promise<Figure[]> {
  return [
    ...(await growthOf('snapshots', 'SnapshotId', runs, snapshotSizes, snapshots)),
    ...(await growthOf('vaults', 'VaultId', runs, vaultSizes, vaults)),
  ];
}
