import assert from 'node:assert/strict';
import { loadEditorOnFirstSpec } from '../../../src/editor/lazyEditor.ts';
import type { LiveValueSource } from '../../../src/editor/openSpecs.ts';
import type { JobStore } from '../../../src/jobs/store.ts';
import { untilEqual } from '../../hosts/until.ts';
import { closeAll, open } from '../support.ts';

describe('the part for specs', () => {
  afterEach(closeAll);

  it('is loaded anew with the next spec where it could not be with the one before, and that is told', async () => {
    const errors: string[] = [];
    // It never works: the window has this part already.
    const failing = {
      get(): never {
        throw new Error('a file is being replaced');
      },
    };
    const live = new Proxy({}, failing) as LiveValueSource;
    await open('first.restore.json', '{}');
    const loading = loadEditorOnFirstSpec({} as JobStore, live, (error) => errors.push(String(error)));
    try {
      await untilEqual('failed loads', 1, () => Promise.resolve(errors.length));
      await closeAll();
      await open('second.restore.json', '{}');
      await untilEqual('failed loads', 2, () => Promise.resolve(errors.length));
      assert.deepEqual([...new Set(errors)], ['Error: a file is being replaced']);
    } finally {
      loading.dispose();
    }
  });
});
