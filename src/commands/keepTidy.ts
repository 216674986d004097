import type { TidyParts } from '../jobs/tidy.ts';

/** Nothing of it can't wait: a window that opens has better things to do. In ms. */
const firstMs = 30_000;
const everyMs = 3_600_000;

/**
 * Tidies up once the window is at rest, and every hour.
 *
 * @param then called where anything was moved or forgotten
 * @returns the way to stop it
 */
export function keepTidy(parts: TidyParts, then: () => Promise<void>, onError: (error: unknown) => void): () => void {
  const run = async () => {
    const { tidy } = await import('./history.ts');
    if (await tidy(parts)) await then();
  };
  const start = () => void run().catch(onError);
  const first = setTimeout(start, firstMs).unref();
  const others = setInterval(start, everyMs).unref();
  return () => {
    clearTimeout(first);
    clearInterval(others);
  };
}
