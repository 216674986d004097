/** What the part inside VS Code hands to the one outside. */

/** What opening the list cost. */
export interface OpenFigures {
  /** Time of the extension host's thread from the start of the tree until it was there, with all that ended. */
  readonly openMs: number;
  /** The same to read the file of the jobs that ended and to parse its JSON, and nothing more. */
  readonly parseMs: number;
  /** Bytes more than before, after garbage was collected. */
  readonly openMemory: number;
}

/** What following the jobs cost from there on. */
export interface FollowFigures {
  /** Jobs that changed before a poll, and rows that were redrawn for it. */
  readonly changed: number;
  readonly redrawn: number;
  /** Bytes more than before the list was opened, after garbage was collected. */
  readonly memory: number;
  /** Requests in a minute, by the poller's own clock. */
  readonly requests: number;
  /** What the extension host's thread worked meanwhile. */
  readonly corePercent: number;
}

export interface HostFigures extends OpenFigures {
  readonly followed?: FollowFigures;
}
