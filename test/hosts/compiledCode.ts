/**
 * What Chromium loaded and compiled of VS Code, kept between runs: a window that begins with it takes half of the CPU. It holds files
 * of VS Code alone, by the origin that `chromium.ts` gives to every server.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder, removeAbandonedDrafts } from './installOnce.ts';

/** Folders of a Chromium's profile: the responses that it loaded, and the code that it compiled of these. */
const parts = ['Cache', 'Code Cache'].map((name) => join('Default', name));

/** Chromium keeps what it compiled at the second run of a script. So what the first two leave is kept, and no more is gained after these. */
const generations = ['loaded', 'compiled'] as const;

/** Another build of Chromium can't read it. */
async function keptFolder(executable: string, generation: string): Promise<string> {
  return join(cacheFolder(), `chromium-${Math.round((await stat(executable)).mtimeMs)}`, generation);
}

async function copyParts(from: string, to: string): Promise<void> {
  for (const part of parts) await cp(join(from, part), join(to, part), { recursive: true });
}

/** Puts what was kept into a profile that no Chromium runs on yet. @returns how many Chromiums it comes from: 0, 1 or 2 */
export async function takeCompiledCode(executable: string, profile: string): Promise<number> {
  for (let count = generations.length; count > 0; count -= 1) {
    const kept = await keptFolder(executable, generations[count - 1] ?? '');
    if (!existsSync(kept)) continue;
    await copyParts(kept, profile);
    return count;
  }
  return 0;
}

/** Keeps what an ended Chromium left in its profile. @param began how many Chromiums it began with. Of two that end together one is kept. */
export async function keepCompiledCode(executable: string, profile: string, began: number): Promise<void> {
  const generation = generations[began];
  if (generation === undefined) return;
  const kept = await keptFolder(executable, generation);
  if (existsSync(kept)) return;
  await mkdir(dirname(kept), { recursive: true });
  await removeAbandonedDrafts(dirname(kept));
  const draft = await mkdtemp(`${kept}.draft-`);
  try {
    await copyParts(profile, draft);
    await rename(draft, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
