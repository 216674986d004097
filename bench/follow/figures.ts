/** What the part inside VS Code hands to the one outside. */
export interface Figures {
  /** Time of the extension host's thread to read the jobs that go on or ended lately, as a window does when it starts. */
  readonly startMs: number;
  /** The same from there until the tree was there, with all that ended. */
  readonly openMs: number;
  /** Jobs that changed before a poll, and rows that were redrawn for it. */
  readonly changed: number;
  readonly redrawn: number;
  /** Bytes more than before, after garbage was collected. */
  readonly memory: number;
  /** Requests in a minute, by the poller's own clock. */
  readonly requests: number;
  readonly rows: number;
}
