import assert from 'node:assert/strict';
import { root } from '../../hosts/paths.ts';
import { openVsxProblems, projectProblems } from '../../../scripts/openVsxRules.ts';

const right = { name: 'a-b', publisher: 'c', version: '1.0.0', license: 'MIT', displayName: 'A', description: 'B.' };

describe('the rules of Open VSX', () => {
  it('have nothing against a manifest of the needed fields', () => assert.deepEqual(openVsxProblems(right), []));

  for (const [more, field] of [
    [{ license: undefined }, 'license'],
    [{ name: 'a b' }, 'name'],
    [{ publisher: '' }, 'publisher'],
    [{ version: '1.0 beta' }, 'version'],
    [{ version: 'latest' }, 'version'],
    [{ displayName: 'A\u200b' }, 'displayName'],
    [{ displayName: 'A'.repeat(256) }, 'displayName'],
    [{ description: 'A'.repeat(2049) }, 'description'],
    [{ description: 'A\nB' }, 'description'],
    [{ keywords: ['right', 'wr\u0007ong'] }, 'keywords'],
    [{ repository: { type: 'git', url: 'owner/name' } }, 'repository'],
    [{ bugs: { url: 'nowhere' } }, 'bugs'],
    [{ markdown: 'gitlab' }, 'markdown'],
    [{ qna: 'yes' }, 'qna'],
  ] as const) {
    it(`refuse ${JSON.stringify(more).slice(0, 60)}`, () => {
      const problems = openVsxProblems({ ...right, ...more });
      assert.ok(problems.length > 0 && problems.every((problem) => problem.startsWith(`${field}: `)), problems.join());
    });
  }

  it('have nothing against the extension, in any language', () => assert.deepEqual(projectProblems(root), []));

  it('take URLs as npm writes them, and a description of the longest length', () => {
    const more = {
      repository: { url: 'git+https://example.com/a.git' },
      homepage: 'https://example.com',
      qna: 'false',
    };
    assert.deepEqual(openVsxProblems({ ...right, ...more, description: 'A'.repeat(2048) }), []);
  });
});
