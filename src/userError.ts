/** Errors for a person. They cross rooms, so they stand below all rooms that talk to one. */

/** What the service said of a failure besides its message; the fields are CloudError's. */
export interface ServiceDetails {
  readonly requestId?: string | undefined;
  readonly recommend?: string | undefined;
  readonly help?: string | undefined;
  readonly action?: string | undefined;
}

/** A failure in the user's words: what happened, to what, and what to do next. */
export class UserError extends Error implements ServiceDetails {
  readonly nextStep: string;
  readonly requestId?: string | undefined;
  readonly recommend?: string | undefined;
  readonly help?: string | undefined;
  readonly action?: string | undefined;

  constructor(message: string, nextStep: string, options: ErrorOptions & ServiceDetails = {}) {
    super(message, options);
    this.name = 'UserError';
    this.nextStep = nextStep;
    this.requestId = options.requestId;
    this.recommend = options.recommend;
    this.help = options.help;
    this.action = options.action;
  }
}

/** Adds a command that helps to an error; the message about the error then has a button for it. @returns the error */
export function withOfferedCommand<T extends Error>(error: T, command: string): T {
  return Object.assign(error, { offers: command });
}

/** Whether an error is one that is meant to be told: of the service, or of who signs. Calls are logged where they are made. */
export const isExplained = (error: unknown): boolean => error instanceof Error && 'nextStep' in error;
