/** A record whose file is there but says nothing to this window. It is named, and the others are read all the same. */
import { errorMessage } from '../../errorFields.ts';
export interface UnreadRecord {
  readonly id: string;
  /** The name of its file. */
  readonly name: string;
  /** It can't be read; or it is damaged and could not be set aside; or a newer version wrote it, in a form that this one doesn't know. */
  readonly kind: 'unreadable' | 'damaged' | 'newer';
  /** What the disk said; absent for what is newer. */
  readonly error?: unknown;
}

/**
 * Tells a reader what is new among the records that could not be read: each is named once, as long as nothing changes about it. That newer
 * ones are there is told once for all of them.
 */
export function newlyUnread(): (unread: readonly UnreadRecord[]) => readonly UnreadRecord[] {
  let known: ReadonlySet<string> = new Set();
  let isNewerTold = false;
  const keyOf = ({ name, kind, error }: UnreadRecord) => `${name} ${kind} ${errorMessage(error)}`;
  return (unread) => {
    const news = unread.filter((each) => !known.has(keyOf(each)) && !(each.kind === 'newer' && isNewerTold));
    known = new Set(unread.map(keyOf));
    isNewerTold ||= unread.some(({ kind }) => kind === 'newer');
    return news;
  };
}
