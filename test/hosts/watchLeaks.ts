import { statSync } from 'node:fs';
import { assertNoLeaks, findLeaks, type Leak } from './testSecrets.ts';
import { watchRequests } from './requestLeaks.ts';
import { watchFiles } from './watchFiles.ts';

export interface LeakWatch {
  readonly add: (leaks: readonly Leak[]) => void;
  /** @throws where a secret leaked, or where one is in a file below one of `folders` or in any file that this process wrote */
  readonly end: (...folders: readonly string[]) => void;
}

/** From now on, collects the secrets of the tests in requests to servers of this process, and in files that it deletes or overwrites. */
export function watchLeaks(): LeakWatch {
  const leaks: Leak[] = [];
  const written = new Set<string>();
  const add = (found: readonly Leak[]) => void leaks.push(...found);
  watchFiles((path) => {
    written.add(path);
    add(findLeaks(path));
  });
  watchRequests(add);
  return {
    add,
    end(...folders) {
      const files = [...written].filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
      for (const path of [...folders, ...files]) add(findLeaks(path));
      assertNoLeaks(leaks, 'what the tests wrote');
    },
  };
}
