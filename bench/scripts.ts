/** `npm run bench -- demo` and `npm run bench -- tests`: how long the demo and all tests take. They are run by name alone, since they take minutes. */
import { spawnSync } from 'node:child_process';
import { root } from '../test/hosts/paths.ts';
import type { Figure } from './figures.ts';

/** Once, as it is: where caches are cold, the next run tells more. @throws where the script fails, whose time says nothing */
function timeScript(script: string, limitSeconds: number): Promise<Figure[]> {
  const start = performance.now();
  const { status } = spawnSync('npm', ['run', script], { cwd: root, stdio: 'inherit' });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) return Promise.reject(new Error(`npm run ${script} ended with ${status}.`));
  return Promise.resolve([{ name: `npm run ${script}`, unit: 's', value: seconds, budget: { most: limitSeconds } }]);
}

export const measureDemo = (): Promise<Figure[]> => timeScript('demo', 25);
export const measureTests = (): Promise<Figure[]> => timeScript('test', 7 * 60);
