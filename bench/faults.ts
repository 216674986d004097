/**
 * `npm run bench -- faults [--submissions 1000] [--processes 4] [--seed S] [--only FAULT] [--break sync|retry|journal|baseline|clock|fence]`:
 * whether a submission is ever lost, sent twice or reported wrongly, whatever fails. `--only` draws from the faults whose names begin so.
 *
 * Several processes run the product's own code and submit to one sandbox. Each submission meets one fault. New processes then
 * reconcile the unclear jobs. What any process ever said is compared with the sandbox's list of executed jobs. `--break` disables one
 * guard of the product: the bench must then fail.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openJournal } from '../src/jobs/storage/journal.ts';
import { isUnsettled } from '../src/jobs/record.ts';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { temporaryFolder } from '../test/hosts/paths.ts';
import { startForwarders } from './faults/forwarders.ts';
import { disabledGuards, planFaults, type DisabledGuard } from './faults/plan.ts';
import { readStatements } from './faults/statements.ts';
import { submitAll, type MadeSubmission } from './faults/submitAll.ts';
import { isProvable, takesLookAlike, violationsIn, type SubmissionCase } from './faults/violations.ts';
import { killWindows, openWindow } from './faults/window.ts';

const { values } = parseArgs({
  options: {
    submissions: { type: 'string', default: '1000' },
    processes: { type: 'string', default: '4' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    only: { type: 'string' },
    break: { type: 'string' },
  },
});
const [submissions, processes, seed] = [values.submissions, values.processes, values.seed].map(Number) as [
  number,
  number,
  number,
];
const disabledGuard = values.break as DisabledGuard;
if (disabledGuard !== undefined && !disabledGuards.includes(disabledGuard)) throw new Error(`--break ${values.break}?`);

/** The least share of the unclear submissions, of those about which something can be proven, that has to be resolved without a person. */
const leastShare = 0.95;

// The forwarders have ports of their own, which requests for the sandbox then name.
const sandbox = await startSandbox({ hosts: ['127.0.0.1'] });
const forwarders = await startForwarders(sandbox.endpoint);
const temporary = await temporaryFolder('faults');
const folder = temporary.path;
const said = join(folder, 'said');
await mkdir(said);
const journal = () => openJournal(join(folder, 'jobs'));
const open = () =>
  openWindow({
    ...{ folder, said, disabledGuard, endpoints: [sandbox.endpoint, ...forwarders.endpoints] },
    ...{ accessKeyId: sandbox.accessKeyId, accessKeySecret: sandbox.accessKeySecret },
  });

async function reconcileAll(unprovable: readonly string[]): Promise<void> {
  const windows = await Promise.all(Array.from({ length: processes }, open));
  // Long enough for a slow machine. It ends as soon as all that can be proven is.
  const mostMs = 60_000 + 200 * submissions;
  await Promise.all(windows.map((window) => window.ask({ do: 'reconcile', unprovable, mostMs })));
  await Promise.all(windows.map((window) => window.kill()));
}

async function casesOf(made: readonly MadeSubmission[]): Promise<SubmissionCase[]> {
  const { records } = await journal().readAll();
  const statements = await readStatements(said);
  const jobs = sandbox.jobs();
  return made.map(({ spec, fault, provable, targetPrefix, isOthers, lookAlikes, reported }) => ({
    ...{ spec, fault, provable, lookAlikes },
    own: new Set(
      jobs
        .filter(({ restoreId, parameters }) => parameters['TargetPrefix'] === targetPrefix && !isOthers(restoreId))
        .map(({ restoreId }) => restoreId),
    ),
    records: records.filter((record) => record.spec === spec),
    statements: [...statements.filter((each) => each.spec === spec), ...(reported ? [reported] : [])],
  }));
}

const listed = (parts: readonly string[]) => [...new Set(parts)].join(', ');

/** Prints the cases that are wrong, at most ten of a kind. */
function countViolations(cases: readonly SubmissionCase[]): { lost: number; doubled: number; misreported: number } {
  const count = { lost: 0, doubled: 0, misreported: 0 };
  for (const each of cases) {
    for (const violation of violationsIn(each)) {
      if (++count[violation] > 10) continue;
      const ever = listed(each.statements.map(({ state, restoreId }) => `${state} ${restoreId ?? ''}`.trim()));
      const known = listed(each.records.map(({ state, restoreId }) => `${state} ${restoreId ?? ''}`.trim()));
      const really = [...each.own].join(', ');
      console.log(`${violation}: ${each.spec}, ${each.fault}; said [${ever}]; known [${known}]; executed [${really}]`);
    }
  }
  return count;
}

try {
  console.log(`seed ${seed}, ${processes} processes${disabledGuard ? `, without the guard "${disabledGuard}"` : ''}`);
  const plannedFaults = planFaults(submissions, seed, { only: values.only, disabledGuard });
  const made = await submitAll(plannedFaults, { sandbox, forwarders, folder, said, processes, openWindow: open });
  sandbox.clearFaults();
  const unproven = (await casesOf(made)).filter((each) => !isProvable(each)).map(({ spec }) => spec);
  const before = (await journal().readAll()).records.filter(isUnsettled);
  console.log(`submitted; ${before.length} are unclear, and are cleared up by fresh processes`);
  await reconcileAll(unproven);

  const cases = await casesOf(made);
  const { lost, doubled, misreported } = countViolations(cases);
  const names = [...new Set(cases.map(({ fault }) => fault))].sort();
  console.log(names.map((name) => `${name} ${cases.filter(({ fault }) => fault === name).length}`).join(', '));

  const wereUnclear = cases.filter(({ statements }) => statements.some(({ state }) => state === 'unclear'));
  const isOpen = ({ records }: SubmissionCase) => records.some(isUnsettled);
  const provable = wereUnclear.filter(isProvable);
  const stillOpen = provable.filter(isOpen);
  for (const { spec, fault, own, records } of stillOpen.slice(0, 10)) {
    const states = records.map(({ state, candidates }) => `${state}, ${candidates?.length ?? 0} candidates`);
    console.log(`unresolved: ${spec}, ${fault}; ${states.join('; ')}; executed ${own.size}`);
  }
  const others = wereUnclear.filter((each) => !isProvable(each));
  console.log(
    `${others.length} more were unclear that can't be proven: ${others.filter(isOpen).length} of them stay unclear, ` +
      `${others.filter(takesLookAlike).length} are said to be a job that fits, which is somebody else's`,
  );
  const share = provable.length === 0 ? 1 : (provable.length - stillOpen.length) / provable.length;
  console.log(
    `${(share * 100).toFixed(1)} % of ${provable.length} unclear ones resolved by themselves (at least ${leastShare * 100} %)`,
  );
  console.log(
    `${made.length} submitted, ${sandbox.jobs().length} executed, ${lost} lost, ${doubled} doubled, ${misreported} misreported`,
  );
  if (lost + doubled + misreported > 0 || share < leastShare) process.exitCode = 1;
} catch (error) {
  // It is printed now: what still runs would fail for want of what is closed and removed below, and hide it.
  console.error(error);
  process.exitCode = 1;
} finally {
  await killWindows();
  forwarders.close();
  await sandbox.close();
  await temporary.remove();
}
// After a failure other submissions may still be under way.
process.exit();
