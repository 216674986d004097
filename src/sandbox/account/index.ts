/** The operations that read the sandbox's account. README.md says what the room is for. */
import type { ApiResponse, Refusal } from '../apiResponse.ts';
import type { OperationCall } from '../requestForm.ts';
import { readingLocation, type ReadingAction } from '../readingParameters.ts';
import { otherAccount, type Account } from './seededAccount.ts';
import { refuseRole, vaultOperations } from './vaultOperations.ts';
import { browseFiles } from './browseFiles.ts';
import { snapshotOperations } from './snapshotOperations.ts';

type Read = (account: Account, call: OperationCall) => ApiResponse | Refusal;

const operations: Readonly<Record<ReadingAction, Read>> = {
  ...vaultOperations,
  ...snapshotOperations,
  BrowseFiles: browseFiles,
};

export function readAccount(action: ReadingAction, account: Account, call: OperationCall): ApiResponse | Refusal {
  const isOfOther =
    readingLocation(action, 'CrossAccountType') !== undefined && call.query.get('CrossAccountType') === 'CROSS_ACCOUNT';
  if (!isOfOther) return operations[action](account, call);
  return refuseRole(call) ?? operations[action](otherAccount(account), call);
}
