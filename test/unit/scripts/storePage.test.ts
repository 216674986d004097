import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readingOperations } from '../../../src/cloud/readingOperations.ts';

const page = readFileSync(new URL('../../../docs/store-page.md', import.meta.url), 'utf8');

describe('the page in the store', () => {
  it('names a permission for every operation that reads the account', () => {
    const named = [...page.matchAll(/`hbr:(\w+)(\*?)`/g)].map(([, name = '', any]) => ({ name, any }));
    const missing = readingOperations.filter(
      (operation) => !named.some(({ name, any }) => (any ? operation.startsWith(name) : operation === name)),
    );
    assert.deepEqual(missing, []);
  });
});
