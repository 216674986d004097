import { statSync } from 'node:fs';
import { assertNoCanary, findCanary, type Leak } from './canary.ts';
import { watchRequests } from './requestCanary.ts';
import { watchFiles } from './watchFiles.ts';

export interface LeakWatch {
  readonly add: (leaks: readonly Leak[]) => void;
  /** @throws where this process leaked, or where a secret stands below one of `folders` or in any file that it wrote */
  readonly end: (...folders: readonly string[]) => void;
}

/** Gathers from now on what of the tests' secrets this process's servers are sent, and what stands in files that it loses. */
export function watchLeaks(): LeakWatch {
  const leaks: Leak[] = [];
  const written = new Set<string>();
  const add = (found: readonly Leak[]) => void leaks.push(...found);
  watchFiles((path) => {
    written.add(path);
    add(findCanary(path));
  });
  watchRequests(add);
  return {
    add,
    end(...folders) {
      const files = [...written].filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
      for (const path of [...folders, ...files]) add(findCanary(path));
      assertNoCanary(leaks, 'what the tests wrote');
    },
  };
}
