import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/restoreSpec/fixes/fix.ts';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { newer, valid } from '../validSpecs.ts';

/** The text of a valid spec of a RestoreType, with more parameters. */
export const specOf = (type: string, more: Record<string, unknown>) =>
  JSON.stringify({ ...valid[type], ...newer[type], ...more });

/** What is said of the regions of a spec. */
export const regionProblems = (text: string) => validateSpec(readSpec(text)).filter(({ code }) => /Region$/.test(code));

/** The titles of the fixes for the only problem about regions, each with the text that it makes. */
export function regionFixes(text: string): Record<string, string> {
  const document = readSpec(text);
  const [problem, ...more] = regionProblems(text);
  assert.ok(problem && more.length === 0);
  const fixes = fixesFor(document, problem);
  return Object.fromEntries(fixes.map(({ title, edits }) => [title, applyEdits(text, edits)]));
}
