/** How long after it was opened a spec had its problems marked, in ms. What the part inside VS Code hands to the one outside. */
export interface OpeningTimes {
  /** Until ours were there. */
  readonly ours: number;
  /** Until those of VS Code's JSON service were there. */
  readonly jsonService: number;
}
