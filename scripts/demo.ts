/**
 * `npm run demo`: the main job by itself, in a real VS Code: writes a restore spec with completions, submits it from
 * the palette and follows it in the sidebar until it's COMPLETE. Prints what it sees; pictures are in artifacts/demo.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { artifacts } from '../test/hosts/paths.ts';
import { openSession } from '../test/hosts/session.ts';
import type { Workbench } from '../test/hosts/workbench.ts';
import { build } from './build.ts';
import { follow, submit, writeSpec, type DemoOutput } from './demoSteps.ts';
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
  const service = await chooseService();
  try {
    await build();
    console.log(`The service is ${service.ownSandbox ? 'a sandbox' : 'HBR_ENDPOINT'} at ${service.endpoint}`);
    const session = await openSession(sessionFor(service));
    const output = outputOf(session.workbench);
    try {
      await writeSpec(session.workbench, join(session.workspace, specName), output);
      const restoreId = await submit(session.workbench, output);
      console.log(`RestoreId: ${restoreId}`);
      await follow(session.workbench, restoreId, output);
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
