/**
 * `npm run demo`: the main job by itself, in a real VS Code: writes a restore spec with completions, submits it from the palette and follows it
 * in the sidebar until it's COMPLETE. Meanwhile it makes a second spec of what the account holds: chosen from lists, with files that are
 * ticked, and checked before it is submitted. Prints what it sees; pictures are in artifacts/demo.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { artifacts } from '../test/hosts/paths.ts';
import { openSession } from '../test/hosts/session.ts';
import type { Workbench } from '../test/hosts/workbench.ts';
import { writeFromAccount } from './demoAccount.ts';
import { follow, showJobs, submit, watch, writeSpec, type DemoOutput } from './demoSteps.ts';
import { buildWhereChanged } from './freshBuild.ts';
import { chooseService, sessionFor } from './service.ts';

const specName = 'nas.restore.json';
const pictures = join(artifacts, 'demo');

/** Prints what the steps see, and keeps their pictures, numbered in their order. */
function outputOf(workbench: Workbench): DemoOutput {
  let taken = 0;
  return {
    print: (line) => console.log(line),
    picture: async (name) => {
      taken += 1;
      await workbench.screenshot(join(pictures, `${String(taken).padStart(2, '0')}-${name}.png`));
    },
  };
}

async function demo(): Promise<void> {
  await rm(pictures, { recursive: true, force: true });
  // Its jobs take a few seconds less than usual.
  const service = await chooseService(process.env, { queuedSeconds: 1, runningSeconds: 4 });
  try {
    await buildWhereChanged();
    console.log(`The service is ${service.ownSandbox ? 'a sandbox' : 'HBR_ENDPOINT'} at ${service.endpoint}`);
    const session = await openSession(sessionFor(service));
    const { workbench, workspace } = session;
    const output = outputOf(workbench);
    try {
      await writeSpec(workbench, join(workspace, specName), output);
      const restoreId = await submit(workbench, output);
      console.log(`RestoreId: ${restoreId}`);
      await showJobs(workbench);
      await Promise.all([
        watch(workbench, restoreId, (status) => console.log(`status of ${restoreId}: ${status}`)),
        writeFromAccount(workbench, output),
      ]);
      const fromAccount = await submit(workbench, output);
      console.log(`RestoreId: ${fromAccount}`);
      await follow(workbench, fromAccount, output);
      await output.picture('done');
    } catch (error) {
      await output.picture('failed');
      throw error;
    } finally {
      await session.stop();
    }
  } finally {
    await service.close();
    console.log(`Pictures: ${pictures}`);
  }
}

await demo();
