/** The tool that opens a spec for a person to read. It submits nothing. */
import { openUntitledSpec } from '../ui/untitledSpec.ts';
import { specText, validateSpecText } from './specTools.ts';

/** Opens the text as a spec that was never saved. @returns its problems, for whoever wrote it */
export async function proposeRestore(spec: unknown): Promise<object> {
  const text = specText(spec);
  await openUntitledSpec(text);
  return {
    opened:
      'The spec is open in an editor. Nothing was submitted: only the person can, after reading what it overwrites.',
    ...validateSpecText(text),
  };
}
