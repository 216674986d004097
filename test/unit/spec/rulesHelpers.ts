import assert from 'node:assert/strict';
import { readSpec } from '../../../src/spec/document.ts';
import { judge } from '../../../src/spec/judge.ts';
import { errorsOf, type Problem } from '../../../src/spec/problem.ts';
import { editorProblems, versions } from '../../jsonService.ts';
import { valid } from './validSpecs.ts';

export const NAS = valid['NAS'] ?? {};
export const OSS = valid['OSS'] ?? {};
export const ECS_FILE = valid['ECS_FILE'] ?? {};
export const OTS_TABLE = valid['OTS_TABLE'] ?? {};
export const UDM = valid['UDM_ECS_ROLLBACK'] ?? {};

export const errors = (text: string) => errorsOf(judge(readSpec(text)));
export const underlined = (text: string, { offset, length }: Pick<Problem, 'offset' | 'length'>) =>
  text.slice(offset, offset + length);

export interface Rule {
  rule: string;
  passes: Record<string, unknown>;
  /** What is changed to break it; a key that is undefined is dropped. */
  breaks: Record<string, unknown>;
  /** The text underlined. */
  at: string;
  says: RegExp;
  /** True where only this extension says it, and VS Code's JSON support does not. */
  own?: boolean;
}

/** A test of each rule: what passes has no errors, here and in editors, and what breaks it has one at its place. */
export function testRules(rules: readonly Rule[]): void {
  for (const { rule, passes, breaks, at, says, own } of rules) {
    it(rule, async () => {
      const good = JSON.stringify(passes, null, 2);
      assert.deepEqual(errors(good), []);
      for (const version of versions) assert.deepEqual(await editorProblems(good, version), []);

      // Object.entries and back, since a spread would swallow a key __proto__.
      const changed = Object.fromEntries([...Object.entries({ ...passes, ...breaks }), ...Object.entries(breaks)]);
      const bad = JSON.stringify(changed, null, 2);
      const found = errors(bad).filter((problem) => says.test(problem.message));
      assert.deepEqual(
        found.map((problem) => [underlined(bad, problem).replace(/\s+/g, ''), problem.saidBy]),
        [[at.replace(/\s+/g, ''), own ? 'own' : 'editor']],
        `said: ${JSON.stringify(errors(bad))}`,
      );
      for (const version of versions) {
        const shown = (await editorProblems(bad, version)).filter((problem) => says.test(problem.message));
        const places = shown.map((problem) => underlined(bad, problem).replace(/\s+/g, ''));
        // Newer editors underline the whole object that lacks a key, older ones its brace or its own key.
        const exact = found[0]?.code !== 'missing';
        assert.equal(places.length, own ? 0 : 1, version);
        if (exact && !own) assert.deepEqual(places, [at.replace(/\s+/g, '')], version);
      }
    });
  }
}
