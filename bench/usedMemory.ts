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

/** Less than this is the noise of measuring, in bytes. */
const settledWithin = 2048;
/** Something that always makes new garbage would never settle. */
const settlingRounds = 20;

/** {@link usedMemory} once collecting frees no more. What ended only in this turn of the event loop may still hold garbage. */
export async function settledMemory(): Promise<number> {
  let used = usedMemory();
  for (let round = 0; round < settlingRounds; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = usedMemory();
    if (now > used - settledWithin) return now;
    used = now;
  }
  return used;
}
