import type { WatchedEntry } from './watchEntry.ts';

/** What one extension cost, as the part inside VS Code measured it. */
export interface ActivationFigures {
  /** To load and to activate. */
  readonly ms: number;
  /** Bytes more than before it was activated, after garbage was collected. */
  readonly memory?: number;
  readonly entry?: WatchedEntry | undefined;
}
