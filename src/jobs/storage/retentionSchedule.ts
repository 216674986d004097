import type { RetentionDependencies } from './retention.ts';

/** When retention is first applied, in ms after the window opened: it can wait until the window is at rest. */
const firstAfterMs = 30_000;
/** The interval after that, in ms. */
const intervalMs = 3_600_000;

/**
 * Applies retention once the window is at rest, and every hour. The code for it is loaded only then, which keeps it out of activation.
 * That is why this schedule is a file of its own.
 *
 * @param onChange called where anything was moved or removed
 * @returns the way to stop it
 */
export function scheduleRetention(
  dependencies: RetentionDependencies,
  onChange: () => Promise<void>,
  onError: (error: unknown) => void,
): () => void {
  const run = async () => {
    const { applyRetention } = await import('./retention.ts');
    if (await applyRetention(dependencies)) await onChange();
  };
  const start = () => void run().catch(onError);
  const first = setTimeout(start, firstAfterMs).unref();
  const others = setInterval(start, intervalMs).unref();
  return () => {
    clearTimeout(first);
    clearInterval(others);
  };
}
