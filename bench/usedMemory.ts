import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Made once, since each context takes memory of its own. */
let collect: (() => void) | undefined;

/** What the heap and its buffers hold after garbage was collected, in bytes. */
export function usedMemory(): number {
  setFlagsFromString('--expose-gc');
  collect ??= runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
