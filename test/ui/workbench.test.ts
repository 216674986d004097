import assert from 'node:assert/strict';
import { useSession } from './useSession.ts';

describe('the workbench', () => {
  const session = useSession();

  it('has a place for restore jobs in the activity bar', async () => {
    const { workbench } = session();
    await workbench.openView();
    const title = await workbench.page.locator('.part.sidebar .title-label').innerText();
    assert.match(title, /Cloud Backup/i);
  });
});
