import assert from 'node:assert/strict';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { applyEdits, type Fix } from '../../../../src/restoreSpec/fixes/fix.ts';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import type { Diagnostic } from '../../../../src/restoreSpec/diagnostic.ts';
import { plainQuotes } from '../../plainQuotes.ts';

export const problemsOf = (text: string) =>
  validateSpec(readSpec(text)).filter(({ severity }) => severity !== 'information');
const fixesOf = (text: string, problem: Diagnostic) => fixesFor(readSpec(text), problem);
export const apply = (text: string, { edits }: Pick<Fix, 'edits'>) => applyEdits(text, edits);
/** A problem without its place, which a fix moves. */
export const said = ({ code, message }: Diagnostic) => `${code}: ${message}`;

/** The text after the fix of that title, which some problem of the text must have. */
export function fixed(text: string, title: string): { after: string; fix: Fix; problem: Diagnostic } {
  const offered: string[] = [];
  for (const problem of problemsOf(text)) {
    for (const fix of fixesOf(text, problem)) {
      if (plainQuotes(fix.title) === title) return { after: apply(text, fix), fix, problem };
      offered.push(plainQuotes(fix.title));
    }
  }
  return assert.fail(`no fix "${title}" among: ${offered.join(' | ')}`);
}

const ids = '"VaultId":"v-1","SnapshotId":"s-1"';
export const nas = `{"RestoreType":"NAS","SourceType":"NAS",${ids},"TargetFileSystemId":"1","TargetCreateTime":1}`;
export const udm = `{"RestoreType":"UDM_ECS_ROLLBACK","SourceType":"UDM_ECS",${ids},"UdmRegionId":"cn-hangzhou"}`;
export const ots = `{"RestoreType":"OTS_TABLE","SourceType":"OTS_TABLE",${ids},"TargetInstanceName":"n","TargetTableName":"t"}`;
export const plus = (text: string, more: string) => text.replace(/}$/, `,${more}}`);

export type FixRow = [what: string, before: string, title: string, after: string];
