/** The files of one snapshot, as far as they have been read: in memory alone, folder by folder, page by page. */
import type { FileEntry } from '../../cloud/accountResponses.ts';
import type { AccountReader } from '../accountReader.ts';
import type { SnapshotPlace } from '../preflight/lookUpPaths.ts';
import { folderPage, repeatedText } from '../questions.ts';
import { errorMessage, nextStepOf } from '../../errorFields.ts';

/** What is known of a folder. */
export interface FolderFiles {
  /** In the order in which they came, each name once. */
  readonly entries: readonly FileEntry[];
  /** How many there are in all, where the service says it. */
  readonly totalCount: number | undefined;
  /** Whether these are all. */
  readonly isWhole: boolean;
  readonly isReading: boolean;
  /** Why it could not be read, or not to its end. */
  readonly failure: { readonly message: string; readonly nextStep: string } | undefined;
}

/** Where the files are and who may read them. */
export interface OpenSnapshot {
  readonly place: SnapshotPlace;
  readonly reader: Pick<AccountReader, 'read'>;
}

export interface SnapshotFiles {
  /** What is known of a folder; undefined where nobody has asked for it. */
  folder(path: string): FolderFiles | undefined;
  /** The folders of which something is known. */
  folders(): Iterable<readonly [path: string, folder: FolderFiles]>;
  /**
   * Reads on in a folder until so many more entries have come, or its end, or the signal. Ends early where the service fails: `failure` says
   * why. Where the folder is being read already, it waits for that. Never rejects.
   */
  read(path: string, most: number, signal?: AbortSignal): Promise<void>;
  /** Stops reading: one folder, or all. What has come stays. */
  stop(path?: string): void;
}

interface Folder {
  entries: FileEntry[];
  names: Set<string>;
  totalCount: number | undefined;
  nextToken: string | undefined;
  /** Each that the service gave. */
  tokens: Set<string>;
  isWhole: boolean;
  failure: FolderFiles['failure'];
  reading: { readonly done: Promise<void>; readonly stop: AbortController } | undefined;
}

const newFolder = (): Folder => ({
  entries: [],
  names: new Set(),
  totalCount: undefined,
  nextToken: undefined,
  tokens: new Set(),
  isWhole: false,
  failure: undefined,
  reading: undefined,
});

const viewOf = ({ entries, totalCount, isWhole, failure, reading }: Folder): FolderFiles => ({
  entries,
  totalCount,
  isWhole,
  failure,
  isReading: reading !== undefined,
});

function failureOf(error: unknown): FolderFiles['failure'] {
  return { message: errorMessage(error), nextStep: nextStepOf(error) };
}

/**
 * @param open finds the snapshot and who signs, anew after each failure; rejects with what is to be told
 * @param changed told of each folder of which more is known, or that is no longer read
 */
export function openSnapshotFiles(
  open: (signal: AbortSignal) => Promise<OpenSnapshot>,
  changed: (path: string) => void,
): SnapshotFiles {
  const folders = new Map<string, Folder>();
  let opened: Promise<OpenSnapshot> | undefined;

  /** Takes what a page adds. @returns whether there is more to ask for */
  function take(folder: Folder, page: Awaited<ReturnType<ReturnType<typeof folderPage>['ask']>>): boolean {
    const { nextToken } = page;
    for (const entry of page.entries) {
      // Names that can't be shown as they are may look alike and be different.
      if (entry.isExact && folder.names.has(entry.name)) continue;
      folder.names.add(entry.name);
      folder.entries.push(entry);
    }
    folder.totalCount = page.totalCount ?? folder.totalCount;
    folder.isWhole = nextToken === undefined;
    if (nextToken === undefined) return false;
    if (folder.tokens.has(nextToken)) throw new Error(repeatedText());
    folder.tokens.add(nextToken);
    folder.nextToken = nextToken;
    return true;
  }

  async function readPages(path: string, folder: Folder, most: number, signal: AbortSignal): Promise<void> {
    const wanted = folder.entries.length + most;
    try {
      const { place, reader } = await (opened ??= open(signal));
      do {
        const question = folderPage(place, path, folder.nextToken);
        const { value } = await reader.read(question, { by: 'person', signal });
        if (!take(folder, value)) return;
        changed(path);
      } while (folder.entries.length < wanted);
    } catch (error) {
      // The account or its sandbox may be another one by the next try.
      opened = undefined;
      if (!signal.aborted) folder.failure = failureOf(error);
    }
  }

  return {
    folder(path) {
      const folder = folders.get(path);
      return folder && viewOf(folder);
    },
    folders: () => [...folders].map(([path, folder]) => [path, viewOf(folder)] as const),
    async read(path, most, signal) {
      const folder = folders.get(path) ?? newFolder();
      folders.set(path, folder);
      if (folder.reading) return folder.reading.done;
      if (folder.isWhole) return;
      const stop = new AbortController();
      const onAbort = () => stop.abort(signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      if (signal?.aborted) onAbort();
      folder.failure = undefined;
      const done = readPages(path, folder, most, stop.signal).finally(() => {
        signal?.removeEventListener('abort', onAbort);
        folder.reading = undefined;
        changed(path);
      });
      folder.reading = { done, stop };
      changed(path);
      await done;
    },
    stop(path) {
      const all = path === undefined ? [...folders.values()] : [folders.get(path)];
      for (const folder of all) folder?.reading?.stop.abort(new Error('stopped'));
    },
  };
}
