/** BrowseFiles: the entries of one folder of a snapshot, at most 100 a call. */
import { refusal, successResponse } from '../apiResponse.ts';
import type { ApiResponse, Refusal } from '../apiResponse.ts';
import type { OperationCall } from '../requestForm.ts';
import type { Account } from './seededAccount.ts';
import { folderAt } from './fileTree.ts';
import { isRefusal, nextToken, readStretch } from './paging.ts';
import { snapshotOfHash } from './snapshots.ts';

/** A folder's name to the service: the path in another spelling, so that it can be read back. */
const subtreeOf = (path: readonly string[]): string => `t${Buffer.from(path.join('/')).toString('hex')}`;

const namesOf = (path: string): string[] => path.split('/').filter((name) => name !== '');

/** The folder that a request means: by its path, else by its subtree, else the root. */
function askedFolder(absolutePath: string, subtree: string): readonly string[] | undefined {
  if (absolutePath !== '') return absolutePath.startsWith('/') ? namesOf(absolutePath) : undefined;
  if (subtree === '') return [];
  const hex = /^t((?:[\da-f]{2})*)$/.exec(subtree)?.[1];
  return hex === undefined ? undefined : namesOf(Buffer.from(hex, 'hex').toString());
}

/** What can't be listed is a failure of the service's, which doesn't say whether it isn't there. */
const notListed = refusal(500, 'BrowseFileError', 'The files of the snapshot can not be listed.');

export function browseFiles(account: Account, { requestId, query, now }: OperationCall): ApiResponse | Refusal {
  const missing = ['VaultId', 'SnapshotHash'].find((name) => (query.get(name) ?? '') === '');
  if (missing !== undefined) return refusal(400, `Missing${missing}`, `${missing} is required.`);
  const stretch = readStretch(query, 'MaxResults', { least: 10, most: 100, usual: 10 });
  if (isRefusal(stretch)) return stretch;
  const path = askedFolder(query.get('AbsolutePath') ?? '', query.get('Path') ?? '');
  if (!path) return refusal(400, 'InvalidPath', 'AbsolutePath must begin with /, and Path must be a Subtree.');
  const snapshot = snapshotOfHash(account, query.get('SnapshotHash') ?? '');
  if (!snapshot || snapshot.source.vaultId !== query.get('VaultId')) return notListed;
  if (!['ECS_FILE', 'OSS', 'NAS'].includes(snapshot.source.kind) || snapshot.expires * 1000 < now) return notListed;
  const { isWindows } = snapshot.source;
  const folder = folderAt({ ...account, isWindows, completed: snapshot.completed }, path);
  if (!folder) return notListed;
  const count = Math.max(0, Math.min(stretch.size, folder.count - stretch.start));
  const nodes = Array.from({ length: count }, (_, index) => folder.at(stretch.start + index));
  return successResponse(requestId, {
    TotalCount: folder.count,
    MaxResults: stretch.size,
    NextToken: nextToken(stretch, folder.count),
    Nodes: {
      Node: nodes.map(({ name, type, size }) => ({
        Name: name,
        Type: type,
        Size: size,
        ...(type === 'dir' && { Subtree: subtreeOf([...path, name]) }),
      })),
    },
  });
}
