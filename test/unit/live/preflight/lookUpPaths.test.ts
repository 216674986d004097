import assert from 'node:assert/strict';
import { openAnswers } from '../../../../src/live/preflight/answers.ts';
import { openPathLookups } from '../../../../src/live/preflight/lookUpPaths.ts';
import { snapshotPath } from '../../../../src/live/preflight/snapshotPath.ts';
import { givenAccount } from './givenAccount.ts';

describe('looking up a path in a snapshot', () => {
  it('ends where the service leads back to a page that it gave before', async () => {
    const { reader } = givenAccount({
      browseFiles: ({ nextToken }) => ({
        entries: [{ name: 'other', isExact: true, isFolder: false }],
        nextToken: nextToken === 'a' ? 'b' : 'a',
      }),
    });
    const answers = openAnswers(reader, new AbortController().signal, () => 'stopped');
    const path = snapshotPath('/wanted', 'ECS_FILE') ?? assert.fail('no path');
    const found = await openPathLookups({ vaultId: 'v-1', snapshotHash: 'h' }, answers).lookUp(path);
    assert.ok(!found.isKnown);
    assert.match(found.why, /not among the first 3 entries.*keeps returning/);
    assert.equal(found.rest, undefined);
  });
});
