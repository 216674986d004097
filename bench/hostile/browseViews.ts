/** What is shown of a snapshot whose files, states and refusals are hostile. */
import * as vscode from 'vscode';
import { listedSnapshots, listedFiles } from '../../src/cloud/accountResponses.ts';
import type { ServiceResponse } from '../../src/cloud/serviceResponse.ts';
import { browseSnapshot } from '../../src/commands/browseSnapshot.ts';
import { versionsOfPath } from '../../src/commands/versionsOfPath.ts';
import { openSnapshotFiles } from '../../src/live/files/snapshotFiles.ts';
import { searchFiles } from '../../src/views/searchFiles.ts';
import { closeSnapshot } from '../../src/views/snapshotTree.ts';
import { documentOf } from './editorViews.ts';
import { cloudError, hostileServices } from './services.ts';
import type { StubbedVscode } from './stubbedVscode.ts';
import { turn } from './stubbedWidgets.ts';

const response = (body: object) => ({ body, statusCode: 200, requestId: 'q' }) as unknown as ServiceResponse;

/** Names as the service gives them, in a folder that has more. @param input a name without a secret: a path can be made of it */
const filesOf = (text: string, input: string) =>
  listedFiles(
    response({
      TotalCount: 5,
      NextToken: 'more',
      Nodes: {
        Node: [
          { Name: text, Type: 'dir', Subtree: text },
          { Name: `${text}.txt`, Type: 'file', Size: 12 },
          { Name: input, Type: 'dir' },
        ],
      },
    }),
  );

const snapshotsOf = (text: string) =>
  listedSnapshots(
    response({
      Snapshots: {
        Snapshot: [{ SnapshotId: 's-1', SnapshotHash: 'h-1', Status: text, CompleteTime: 1_700_000_000, Path: text }],
      },
    }),
  );

const specOf = (text: string) => ({
  ...{ RestoreType: 'ECS_FILE', SourceType: 'ECS_FILE', VaultId: 'v-1', SnapshotId: text, SnapshotHash: 'h-1' },
  ...{ TargetInstanceId: 'i-1', Include: [text], Exclude: [`/${text}`] },
});

/** Shows the rows of the view that was made last, with those of its first folders. */
async function showRows({ tree, show }: StubbedVscode): Promise<void> {
  const isReading = (item: vscode.TreeItem) => item.contextValue === 'reading';
  const showBelow = async (element: string, depth: number): Promise<void> => {
    for (;;) {
      const below = (await tree?.getChildren(element)) ?? [];
      const items = await Promise.all(below.map(async (each) => [each, await tree?.getTreeItem(each)] as const));
      if (items.some(([, item]) => item && isReading(item))) {
        await turn();
        continue;
      }
      for (const [each, item] of items) {
        const label = typeof item?.label === 'string' ? item.label : '';
        const description = typeof item?.description === 'string' ? item.description : '';
        show('a row of the tree', 'line', label, description, item?.accessibilityInformation?.label);
        show('a tooltip', 'line', item?.tooltip);
        if (item?.collapsibleState && depth > 0) await showBelow(each, depth - 1);
      }
      return;
    }
  };
  await showBelow('/', 1);
}

/** @param text what the service says @param input what stands in the person's own files */
export async function browseSurfaces(
  stage: StubbedVscode,
  text: string,
  input: string,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const refuse = () => Promise.reject(cloudError(text));
  const refusing = hostileServices(text, [], log, { reads: { browseFiles: refuse, searchSnapshots: refuse } });
  const reads = {
    // What follows the first part of a folder is refused.
    browseFiles: ({ nextToken }: { readonly nextToken?: string }) =>
      nextToken === undefined ? Promise.resolve(filesOf(text, input)) : Promise.reject(cloudError(text)),
    searchSnapshots: () => Promise.resolve(snapshotsOf(text)),
  };
  const services = hostileServices(text, [], log, { reads });
  // No file has half a character in its name.
  const path = `/restores/${input.replaceAll('/', '').replace(/\p{Cs}/gu, '')}.restore.json`;
  const uri = vscode.Uri.from({ scheme: 'untitled', path });
  stage.documents = [documentOf(uri, JSON.stringify(specOf(input)))];
  const browse = async (some: typeof services) => {
    await browseSnapshot(some, uri);
    await showRows(stage);
  };
  await stage.at('Browse Snapshot', () => browse(services));
  await stage.at('Browse Snapshot, refused', () => browse(refusing));
  await closeSnapshot();
  const reader = { read: <T>() => Promise.resolve({ value: filesOf(text, input) as T, ageMs: 0, isFresh: true }) };
  const place = { vaultId: 'v-1', snapshotHash: 'h-1' };
  const files = openSnapshotFiles(
    () => Promise.resolve({ place, reader }),
    () => undefined,
  );
  await files.read('/', 2);
  await stage.at('Search Files', () => searchFiles(files));
  await stage.at('Versions of This Path', () => versionsOfPath(services, uri, `/${input}`));
  await stage.at('Versions of This Path, refused', () => versionsOfPath(refusing, uri, `/${input}`));
  stage.documents = [];
}
