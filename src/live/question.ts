import type { AccountOperations } from '../cloud/accountOperations.ts';
import type { ReadingOperation } from '../cloud/readingOperations.ts';

/** Something that can be asked of an account, and how. Questions of one key are the same question. */
export interface Question<T> {
  /** Unique for what is asked, within an account and its region. */
  readonly key: string;
  /** The one operation that it calls, once or for several pages: a missing permission is remembered for it. */
  readonly operation: ReadingOperation;
  /** How long an answer stays good, in ms. */
  readonly freshMs: number;
  /** @param reads every call of it waits for its turn */
  readonly ask: (reads: AccountOperations, signal: AbortSignal) => Promise<T>;
}
