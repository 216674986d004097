/** The jobs in memory: the one state that views read. It knows no disk and no service. */
import type { JobRecord } from './record.ts';
import { isMissing } from './recordUpdate.ts';
import { rowOf, type JobRow, type Unfollowed } from './row.ts';

export interface JobStore {
  /** The jobs that go on or ended lately, newest first. */
  all(): readonly JobRecord[];
  /** One of those, or an external job. */
  get(id: string): JobRecord | undefined;
  /** Takes records in. One without a RestoreId never replaces one that has it, unless a person said that it is not the one. */
  put(...records: JobRecord[]): void;
  /** The same for a job that may have been removed since it was read: then it stays gone. */
  replace(record: JobRecord): void;
  remove(id: string): void;
  /** What lists show of every job: of those that go on or ended lately, of the past, and of external ones. In no order. */
  rows(): readonly JobRow[];
  row(id: string): JobRow | undefined;
  /** The rows of `all`, in its order. */
  current(): readonly JobRow[];
  /** Replaces the jobs of the past. A job that is also among those that go on or ended lately is shown once, as one of them. */
  setPast(rows: readonly JobRow[]): void;
  /** Replaces the external jobs, which something else started. */
  setExternal(records: readonly JobRecord[]): void;
  /** Sets why jobs are not followed, in memory alone; undefined once they are followed. */
  setUnfollowed(ids: readonly string[], why: Unfollowed | undefined): void;
  /** Whether there may be more jobs, on a disk that could not be read. */
  isUnread(): boolean;
  setUnread(isUnread: boolean): void;
  /** Calls back with the ids of jobs that changed, came or went; with none where it changed whether all were read. Returns the way to stop it. */
  onDidChange(listener: (ids: readonly string[]) => void): () => void;
}

const byId = <T extends { readonly id: string }>(all: readonly T[]) => new Map(all.map((each) => [each.id, each]));
const isSame = (a: object | undefined, b: object | undefined) =>
  a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b));

/** The ids of what came, went or changed between the two. */
function differences<T extends object>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): string[] {
  const gone = [...before.keys()].filter((id) => !after.has(id));
  return [...gone, ...[...after.keys()].filter((id) => !isSame(before.get(id), after.get(id)))];
}

export function createStore(): JobStore {
  const records = new Map<string, JobRecord>();
  let past: readonly JobRow[] = [];
  /** Made when a row of the past is asked for first. */
  let pastById: ReadonlyMap<string, JobRow> | undefined;
  let external: ReadonlyMap<string, JobRecord> = new Map();
  const unfollowed = new Map<string, Unfollowed>();
  const rowFor = (record: JobRecord) => rowOf(record, unfollowed.get(record.id));
  const all = () => [...records.values()].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  let unread = false;
  const listeners = new Set<(ids: readonly string[]) => void>();
  const tell = (ids: readonly string[]) => {
    for (const listener of listeners) listener(ids);
  };
  const changed = (ids: readonly string[]) => {
    if (ids.length > 0) tell(ids);
  };
  const put = (...added: JobRecord[]) => {
    const news = added.filter((record) => {
      const before = records.get(record.id);
      return !isMissing(before, record) && !isSame(before, record);
    });
    for (const record of news) records.set(record.id, record);
    changed(news.map(({ id }) => id));
  };
  return {
    all,
    get: (id) => records.get(id) ?? external.get(id),
    put,
    replace(record) {
      if (records.has(record.id)) put(record);
    },
    remove(id) {
      unfollowed.delete(id);
      if (records.delete(id)) changed([id]);
    },
    rows() {
      const known = new Set([...records.values()].flatMap(({ restoreId }) => restoreId ?? []));
      const others = [...external.values()].filter(({ restoreId = '' }) => !known.has(restoreId));
      const older = past.filter(({ id }) => !records.has(id));
      return [...[...records.values(), ...others].map(rowFor), ...older];
    },
    row(id) {
      const record = records.get(id) ?? external.get(id);
      return record ? rowFor(record) : (pastById ??= byId(past)).get(id);
    },
    current: () => all().map(rowFor),
    setPast(rows) {
      if (rows === past) return;
      const ids = past.length === 0 ? rows.map(({ id }) => id) : differences(byId(past), byId(rows));
      [past, pastById] = [rows, undefined];
      changed(ids);
    },
    setExternal(added) {
      const next = byId(added);
      const ids = differences(external, next);
      external = next;
      changed(ids);
    },
    setUnfollowed(ids, why) {
      const news = ids.filter((id) => records.has(id) && !isSame(unfollowed.get(id), why));
      for (const id of news) {
        if (why) unfollowed.set(id, why);
        else unfollowed.delete(id);
      }
      changed(news);
    },
    isUnread: () => unread,
    setUnread(isUnread) {
      if (isUnread === unread) return;
      unread = isUnread;
      tell([]);
    },
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
