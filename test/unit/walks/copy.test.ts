import assert from 'node:assert/strict';
import { existsSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, type ProjectCopy } from './copy.ts';

describe('a copy of the project', () => {
  let copy: ProjectCopy;
  beforeEach(() => (copy = copyProject()));
  afterEach(() => copy.remove());

  it('counts what was changed, added and deleted, and not what git ignores', () => {
    assert.deepEqual(copy.changedFiles(), []);
    copy.edit('README.md', (text) => `${text}\n`);
    copy.write('src/new folder/new.ts', '');
    copy.write('dist/built.cjs', '');
    unlinkSync(join(copy.root, 'LICENSE'));
    assert.deepEqual(copy.changedFiles(), ['LICENSE', 'README.md', 'src/new folder/new.ts']);
  });

  it('refuses an edit that changes nothing', () => {
    assert.throws(
      () => copy.edit('package.json', (text) => text.replace('is not there', '')),
      /no place for the change/,
    );
  });

  it("runs the copy's own code, with the project's packages", () => {
    copy.write('src/answer.ts', 'export const answer: number = 42;\n');
    copy.write(
      'test/unit/answer.test.ts',
      "import { answer } from '../../src/answer.ts';\nit(`is ${answer}`, () => {});\n",
    );
    assert.equal(copy.evaluate("import { answer } from './src/answer.ts'; console.log(answer);").trim(), '42');
    assert.match(copy.mocha('test/unit/answer.test.ts'), /1 passing/);
    assert.throws(() => copy.evaluate('throw new Error(`it failed`)'), /it failed/);
  });

  it('is gone once it is removed', () => {
    const other = copyProject();
    other.remove();
    assert.equal(existsSync(other.root), false);
    assert.ok(existsSync(join(copy.root, 'node_modules/mocha')));
  });
});
