/** The operations that read the sandbox's account. README.md says what the room is for. */
import type { ApiResponse, Refusal } from '../apiResponse.ts';
import type { OperationCall } from '../requestForm.ts';
import type { ReadingAction } from '../readingParameters.ts';
import type { Account } from './seededAccount.ts';
import { vaultOperations } from './vaultOperations.ts';
import { browseFiles } from './browseFiles.ts';
import { snapshotOperations } from './snapshotOperations.ts';

type Read = (account: Account, call: OperationCall) => ApiResponse | Refusal;

const operations: Readonly<Record<ReadingAction, Read>> = {
  ...vaultOperations,
  ...snapshotOperations,
  BrowseFiles: browseFiles,
};

export const readAccount = (action: ReadingAction, account: Account, call: OperationCall): ApiResponse | Refusal =>
  operations[action](account, call);
