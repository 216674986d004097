import type { PreflightLoader, Services } from '../services.ts';
import type { RequestPages } from '../views/requestPages.ts';

/** What a command may need. What takes long to load is loaded by the commands that use it. */
export interface CommandDependencies extends Omit<Services, 'accounts'>, PreflightLoader {
  readonly loadAccounts: () => Promise<Services['accounts']>;
  readonly loadRequestPages: () => Promise<RequestPages>;
  /** The jobs that a key in the list is meant for. */
  readonly focusedRows: () => Promise<readonly string[]>;
}
