/** What holds for every rule. What a rule says of which spec is tested in the file of its name. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { applyEdits } from '../../../../src/restoreSpec/fixes/fix.ts';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { rules } from '../../../../src/restoreSpec/rules/index.ts';
import type { Rule } from '../../../../src/restoreSpec/rules/rule.ts';
import { readableRoot, readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { page, sectionsOf, specWith } from './docsExamples.ts';

const sections = sectionsOf(page);
const countOf = (text: string, code: string) =>
  validateSpec(readSpec(text)).filter((problem) => problem.code === code).length;

describe('rules', () => {
  for (const { code, severity, isDestructive = false, fixes, hasSafeFixes = false } of rules as readonly Rule[]) {
    describe(code, () => {
      const section = sections.find((each) => each.code === code);
      const text = specWith(code, section?.example) ?? '';

      it('has a section in docs/diagnostics.md that says how grave it is', () => {
        assert.ok(section);
        const word = /^\w+\n\n\*\*(\w+)\.\*\* /.exec(section.text)?.[1];
        assert.equal(word?.toLowerCase(), severity);
      });

      it('is what the example of that section shows', () => {
        const found = validateSpec(readSpec(text)).filter((problem) => problem.code === code);
        assert.ok(found.length > 0, `no spec with the example has this problem alone: ${section?.example}`);
        for (const problem of found) {
          assert.equal(problem.severity, severity);
          assert.equal(problem.isDestructive, isDestructive);
          assert.match(problem.message, /\.$/);
          assert.ok(problem.offset >= 0 && problem.offset + problem.length <= text.length);
        }
      });

      it(fixes ? 'is gone once a fix of it is applied' : 'has no fix', () => {
        const spec = readSpec(text);
        const offered = validateSpec(spec)
          .filter((problem) => problem.code === code)
          .flatMap((problem) => fixesFor(spec, problem));
        assert.equal(offered.length > 0, fixes !== undefined);
        for (const { title, edits, safe } of offered) {
          const after = applyEdits(text, edits);
          assert.ok(readableRoot(readSpec(after)), title);
          assert.ok(countOf(after, code) < countOf(text, code), `${title}\n${after}`);
          assert.ok(!safe || hasSafeFixes, title);
        }
      });
    });
  }

  it('have codes of their own', () => {
    const codes = rules.map(({ code }) => code);
    assert.deepEqual([...new Set(codes)], codes);
  });

  it('say first what destroys data', () => {
    assert.deepEqual(
      (rules as readonly Rule[]).flatMap(({ code, isDestructive }) => (isDestructive ? [code] : [])).sort(),
      [
        ...['differentFilters', 'dotSegments', 'forceRestore', 'ignoredFilter', 'misspeltList'],
        ...['overwriteExisting', 'replacedCharacter', 'wholeInstance'],
      ],
    );
  });
});

describe('docs/diagnostics.md', () => {
  it('has a section for every rule, and no other', () => {
    assert.deepEqual(sections.map(({ code }) => code).sort(), rules.map(({ code }) => code).sort());
  });

  it('is in the package', () => {
    const packaged = readFileSync(new URL('../../../../.vscodeignore', import.meta.url), 'utf8');
    assert.match(packaged, /^!docs\/diagnostics\.md$/m);
  });
});
