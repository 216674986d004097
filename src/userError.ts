/** Errors for a person. They cross rooms, so they stand below all rooms that talk to one. */

/** What the service said of a failure besides its message; the fields are CloudError's. */
export interface ServiceDetails {
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly recommend?: string | undefined;
  readonly help?: string | undefined;
  readonly action?: string | undefined;
}

/** A failure in the user's words: what happened, to what, and what to do next. */
export class UserError extends Error implements ServiceDetails {
  readonly nextStep: string;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly recommend?: string | undefined;
  readonly help?: string | undefined;
  readonly action?: string | undefined;

  constructor(message: string, nextStep: string, options: ErrorOptions & ServiceDetails = {}) {
    super(message, options);
    this.name = 'UserError';
    this.nextStep = nextStep;
    this.code = options.code;
    this.requestId = options.requestId;
    this.recommend = options.recommend;
    this.help = options.help;
    this.action = options.action;
  }
}

/** The commands that an error offers. Errors are told apart by their fields, since the entry and the chunks each have their own classes. */
export function offersOf(error: unknown): readonly string[] {
  const { offers } = Object(error) as { readonly offers?: unknown };
  return Array.isArray(offers) ? offers.filter((each) => typeof each === 'string') : [];
}

/** Adds commands that help to an error; the message about the error then has a button for each. @returns the error */
export function withOfferedCommands<T>(error: T, ...commands: readonly string[]): T {
  if (!(error instanceof Error)) return error;
  return Object.assign(error, { offers: [...new Set([...offersOf(error), ...commands])] });
}

/** Whether an error is one that is meant to be told: of the service, or of who signs. Calls are logged where they are made. */
export const isExplained = (error: unknown): error is Error => error instanceof Error && 'nextStep' in error;
