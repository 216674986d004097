import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/restoreSpec/fixes/fix.ts';
import { fixesFor } from '../../../../src/restoreSpec/fixes/index.ts';
import { readSpec } from '../../../../src/restoreSpec/specDocument.ts';
import { validateSpec } from '../../../../src/restoreSpec/validation.ts';
import { errors, ECS_FILE, NAS, OSS, underlined } from './ruleRows.ts';

/** A spec with a member as it is written, escapes included. */
const withMember = (base: Record<string, unknown>, name: string, source: string) => {
  const others = Object.fromEntries(Object.entries(base).filter(([key]) => key !== name));
  return `${JSON.stringify(others).slice(0, -1)},"${name}":${source}}`;
};

/** The errors of a spec: where they are, and what the text is there after each fix. */
function found(text: string) {
  return errors(text).map((problem) => ({
    code: problem.code,
    at: underlined(text, problem),
    by: problem.foundBy,
    fixes: fixesFor(readSpec(text), problem).map((fix) => [
      fix.title,
      applyEdits(text, fix.edits).slice(problem.offset, -1),
      fix.isPreferred,
    ]),
  }));
}

describe('controlCharacter', () => {
  it('refuses a Windows path with single backslashes, and doubles them', () => {
    assert.deepEqual(found(withMember(ECS_FILE, 'TargetPath', '"C:\\temp"')), [
      {
        code: 'controlCharacter',
        at: '"C:\\temp"',
        by: 'rule',
        fixes: [
          ['Double the backslashes', '"C:\\\\temp"', true],
          ['Remove the control characters', '"C:emp"', false],
        ],
      },
    ]);
  });

  for (const [source, doubled] of [
    ['"C:\\restore\\new"', '"C:\\\\restore\\\\new"'],
    ['"D:\\backup\\\\temp\\files"', '"D:\\\\backup\\\\temp\\\\files"'],
    ['"C:\\u0009x\\u00e9"', '"C:\\\\u0009x\\u00e9"'],
    ['"\\\\\\\\host\\share\\new"'.replace('\\s', '\\\\s'), '"\\\\\\\\host\\\\share\\\\new"'],
  ] as const) {
    it(`doubles what made a control character in ${source}`, () => {
      const [problem] = found(withMember(ECS_FILE, 'TargetPath', source));
      assert.deepEqual(problem?.fixes[0], ['Double the backslashes', doubled, true]);
    });
  }

  it('refuses each path of a list, of Options and of a string with JSON', () => {
    const text = withMember(ECS_FILE, 'Include', '["D:\\backup\\temp", "D:\\\\files", "D:\\files"]');
    assert.deepEqual(
      found(text).map(({ at }) => at),
      ['"D:\\backup\\temp"', '"D:\\files"'],
    );
    const options = withMember(ECS_FILE, 'Options', '{"includes":["/a\\tb"],"excludes":["/c\\n"],"note":"a\\tb"}');
    assert.deepEqual(
      found(options).map(({ at }) => at),
      ['"/a\\tb"', '"/c\\n"'],
    );
    const string = withMember(ECS_FILE, 'Exclude', JSON.stringify('["C:\\temp"]'));
    assert.deepEqual(
      errors(string).flatMap((problem) =>
        fixesFor(readSpec(string), problem)
          .slice(0, 1)
          .map(({ edits }) => (JSON.parse(applyEdits(string, edits)) as Record<string, unknown>)['Exclude']),
      ),
      ['["C:\\\\temp"]'],
    );
  });

  it('refuses one in a prefix, and prefers no fix where the path is not of Windows', () => {
    const [problem] = found(withMember(OSS, 'TargetPrefix', '"a\\n"'));
    assert.deepEqual(problem?.fixes, [
      ['Double the backslashes', '"a\\\\n"', false],
      ['Remove the control characters', '"a"', false],
    ]);
  });

  it('only removes one that no backslash made, and offers nothing that would leave an empty path', () => {
    assert.deepEqual(
      found(withMember(ECS_FILE, 'TargetPath', '"/a\u0085b"')).map(({ fixes }) => fixes),
      [[['Remove the control characters', '"/ab"', false]]],
    );
    assert.deepEqual(
      found(withMember(ECS_FILE, 'TargetPath', '"\u0085"')).map(({ fixes }) => fixes),
      [[]],
    );
  });

  it('leaves a NUL to the schema, which refuses it everywhere, and says so once', () => {
    assert.deepEqual(
      found(withMember(ECS_FILE, 'TargetPath', '"C:\\u0000"')).map(({ code }) => code),
      ['pattern'],
    );
  });

  it('removes a line break from an ID, where the schema refuses it', () => {
    const [problem] = found(withMember(NAS, 'VaultId', '"v-1\\n"'));
    assert.deepEqual([problem?.code, problem?.fixes.at(-1)?.[1]], ['pattern', '"v-1"']);
  });

  it('says nothing of paths with blanks, backslashes and other letters', () => {
    assert.deepEqual(found(withMember(ECS_FILE, 'TargetPath', '"C:\\\\temp\\\\é \\u00e9\\/x"')), []);
  });

  it('leaves to the syntax what is no escape of JSON, which says how a backslash is written', () => {
    const [problem] = errors(withMember(ECS_FILE, 'TargetPath', '"C:\\Users"'));
    assert.deepEqual(
      [problem?.code, problem?.message],
      ['syntax', 'A backslash in JSON is written twice, as in "C:\\\\temp".'],
    );
  });

  it('is all that is said of such a path', () => {
    const problems = validateSpec(readSpec(withMember(ECS_FILE, 'TargetPath', '"C:\\temp"')));
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['controlCharacter'],
    );
  });
});
