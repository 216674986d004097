import assert from 'node:assert/strict';
import { answeringChecks } from '../shownChecks.ts';
import { active, answering, closeAll, command, diagnosticsOf } from '../support.ts';

describe('Try a Sample Restore', () => {
  const restores: (() => void)[] = [];
  afterEach(async () => {
    restores.splice(0).forEach((restore) => restore());
    await command('stopSandbox');
    await closeAll();
  });

  it('starts the sandbox and opens a spec that passes its preflight, and submits nothing', async () => {
    const asked = answering('showWarningMessage');
    const told = answering('showInformationMessage');
    restores.push(asked.restore, told.restore);
    await command('trySample');
    assert.match(told.asked.join('\n'), /The sandbox is running/);
    const document = active() ?? assert.fail('no spec was opened');
    assert.equal(document.uri.scheme, 'untitled');
    assert.match(document.uri.path, /\.restore\.json$/);
    assert.match(document.getText(), /"VaultId": "v-\w+"/);
    assert.deepEqual(await diagnosticsOf(document, (all) => all.length === 0), []);

    const checks = answeringChecks();
    restores.push(checks.restore);
    await command('preflight');
    assert.match(checks.shown[0] ?? '', /0 failed, \d+ passed, 0 not checked/);
    // No question of a restore was asked.
    assert.deepEqual(asked.asked, []);
  });

  it('opens another one while the sandbox runs', async () => {
    await command('trySample');
    const first = active()?.uri.toString();
    await command('trySample');
    assert.notEqual(active()?.uri.toString(), first);
    assert.match(active()?.getText() ?? '', /A sample: /);
  });
});
