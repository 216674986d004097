/** What can be read of whatever was thrown. Errors are told apart by their fields, since the entry and the chunks each have their own classes. */

export const errorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What to do next; empty where the error does not say. */
export function nextStepOf(error: unknown): string {
  const { nextStep } = Object(error) as { readonly nextStep?: unknown };
  return typeof nextStep === 'string' ? nextStep : '';
}

/** The code of an error of the operating system, such as `ENOENT`. */
export const errnoOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
