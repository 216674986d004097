import assert from 'node:assert/strict';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { errorsOf, type Diagnostic, type DiagnosticCode } from '../../../../src/restoreSpec/diagnostic.ts';
import { jsonServiceProblems, versions } from '../../../jsonService.ts';
import { newer, valid } from '../validSpecs.ts';
import { plainQuotes } from '../../plainQuotes.ts';

export const NAS = valid['NAS'] ?? {};
export const OSS = valid['OSS'] ?? {};
export const ECS_FILE = valid['ECS_FILE'] ?? {};
export const OTS_TABLE = valid['OTS_TABLE'] ?? {};
export const UDM = valid['UDM_ECS_ROLLBACK'] ?? {};

export const errors = (text: string) => errorsOf(validateSpec(readSpec(text)));
export const underlined = (text: string, { offset, length }: Pick<Diagnostic, 'offset' | 'length'>) =>
  text.slice(offset, offset + length);

export interface RuleRow {
  rule: string;
  passes: Record<string, unknown>;
  /** What is changed to break it; a key that is undefined is dropped. */
  breaks: Record<string, unknown>;
  /** The text underlined. */
  at: string;
  says: RegExp;
  /** True where only this extension says it, and the schema does not. */
  own?: boolean;
}

/**
 * Tests of a rule: what passes has no errors, here and in editors that have the whole schema, and what breaks it has one at its place.
 * With the editor's build of the schema, VS Code's JSON service says nothing of either.
 */
export function testRule(code: DiagnosticCode, rows: readonly RuleRow[]): void {
  for (const { rule, passes, breaks, at, says, own } of rows) {
    it(rule, async () => {
      const good = JSON.stringify(passes, null, 2);
      assert.deepEqual(errors(good), []);
      for (const version of versions) assert.deepEqual(await jsonServiceProblems(good, version), []);

      // Object.entries and back, since a spread would swallow a key __proto__.
      const changed = Object.fromEntries([...Object.entries({ ...passes, ...breaks }), ...Object.entries(breaks)]);
      const bad = JSON.stringify(changed, null, 2);
      const found = errors(bad).filter((problem) => says.test(plainQuotes(problem.message)));
      assert.deepEqual(
        found.map((problem) => [problem.code, underlined(bad, problem).replace(/\s+/g, ''), problem.foundBy]),
        [[code, at.replace(/\s+/g, ''), own ? 'rule' : 'schema']],
        `said: ${JSON.stringify(errors(bad))}`,
      );
      for (const version of versions) {
        assert.deepEqual(await jsonServiceProblems(bad, version, 'editor'), []);
        const shown = (await jsonServiceProblems(bad, version)).filter((problem) => says.test(problem.message));
        const places = shown.map((problem) => underlined(bad, problem).replace(/\s+/g, ''));
        // Newer editors underline the whole object that lacks a key, older ones its brace or its own key.
        const exact = code !== 'missing';
        assert.equal(places.length, own ? 0 : 1, version);
        if (exact && !own) assert.deepEqual(places, [at.replace(/\s+/g, '')], version);
      }
    });
  }
}

/** The present in the tests of warnings, in ms since 1970 and in seconds. */
export const now = Date.UTC(2026, 10, 23);
export const seconds = now / 1000;

export const warnings = (text: string) =>
  validateSpec(readSpec(text), { now }).filter(({ severity }) => severity === 'warning');

/** The text of a valid spec of a RestoreType, with more parameters. */
export const spec = (type: string, more: Record<string, unknown>) =>
  JSON.stringify({ ...(valid[type] ?? newer[type]), ...more });

/** A spec, and the warnings of it: the code and the text underlined, with words of the message. */
export type WarningRow = [what: string, text: string, ...expected: [code: DiagnosticCode, at: string, says: RegExp][]];

export function testWarnings(rows: readonly WarningRow[]): void {
  for (const [what, text, ...expected] of rows) {
    it(`${expected.length === 0 ? 'says nothing of' : 'warns of'} ${what}`, () => {
      const found = warnings(text);
      assert.deepEqual(
        found.map((problem) => [problem.code, underlined(text, problem)]),
        expected.map(([code, at]) => [code, at]),
      );
      found.forEach(({ message, foundBy }, index) => {
        assert.match(plainQuotes(message), expected[index]?.[2] ?? /^$/);
        assert.match(message, /\.$/);
        assert.equal(foundBy, 'rule');
      });
      assert.deepEqual(errorsOf(validateSpec(readSpec(text), { now })), []);
    });
  }
}

/** Parameters that take a text, each with a valid spec that may have it. */
export const texts: [Record<string, unknown>, string][] = [
  [NAS, 'VaultId'],
  [NAS, 'SnapshotId'],
  [NAS, 'SnapshotHash'],
  [NAS, 'TargetFileSystemId'],
  [ECS_FILE, 'TargetInstanceId'],
  [OSS, 'TargetBucket'],
  [OTS_TABLE, 'TargetInstanceName'],
  [OTS_TABLE, 'TargetTableName'],
  [UDM, 'UdmRegionId'],
  [NAS, 'TargetContainerClusterId'],
  [NAS, 'CrossAccountRoleName'],
];

/** The same of parameters that take an object. */
export const structured: [Record<string, unknown>, string][] = [
  [UDM, 'UdmDetail'],
  [OTS_TABLE, 'OtsDetail'],
  [NAS, 'TargetContainer'],
  [NAS, 'Options'],
  [NAS, 'FailbackDetail'],
];
