/** Values that the service lists, in addition to those of the schema. Whether a spec is valid doesn't depend on them. */
export interface LiveValues {
  /** The region IDs that the service has listed. */
  readonly regions: readonly string[];
}

/** Used where the service was not asked, or can't be. */
export const noLiveValues: LiveValues = { regions: [] };

/** A value of the account for one parameter, with what a person chooses it by. All text is one clean line. */
export interface OfferedValue {
  readonly value: string | number;
  readonly label: string;
  /** Beside the label, always shown. */
  readonly description: string;
  /** Shown when it is selected in the list. */
  readonly detail: string;
  /** More words by which it is found when one types them. */
  readonly words?: string;
  /** What this choice decides of other parameters. */
  readonly fills?: Readonly<Record<string, unknown>>;
}
