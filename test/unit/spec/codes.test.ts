import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { problemCodes } from '../../../src/spec/problem.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const page = read('docs/diagnostics.md');

describe('docs/diagnostics.md', () => {
  it('has a section for every code, and no other', () => {
    const sections = [...page.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    assert.deepEqual([...sections].sort(), [...problemCodes].sort());
  });

  it('says in each section how grave it is', () => {
    const [, ...sections] = page.split(/^### /m);
    for (const section of sections)
      assert.match(section, /^\w+\n\n\*\*(?:Error|Warning|Information)\.\*\* /, section.slice(0, 30));
  });

  it('is in the package', () => assert.match(read('.vscodeignore'), /^!docs\/diagnostics\.md$/m));
});
