import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hostileInputs, secret, payloadBatches, payloads } from '../../bench/hostile/payloads.ts';
import { couldPose, findingsIn } from '../../bench/hostile/outputChecks.ts';
import { openViews } from '../../bench/hostile/views.ts';
import { registerSecrets } from '../../src/cloud/redaction/secrets.ts';
import { copyText } from '../../src/ui/clipboard.ts';
import { withSafeErrors } from '../../src/ui/log.ts';
import { withoutLinks } from '../../src/ui/withoutLinks.ts';
import { seed } from '../unit/seed.ts';
import { reachedSurfaces } from './hostileSurfaces.ts';

describe('hostile text in VS Code', () => {
  before(() => registerSecrets(secret));

  it('stays text in every row, message, question, list, hover, hint and log, and says no secret', async function () {
    this.timeout(240_000);
    const views = openViews();
    try {
      const combined = hostileInputs(payloads.length + 5, seed).slice(payloads.length);
      for (const [index, input] of [...payloadBatches(seed, 5), ...combined].entries()) {
        const wrong = (await views.surfaces(input, index)).flatMap(findingsIn);
        assert.deepEqual(
          wrong.map(({ fault, surface, why, text }) => [fault, surface, why, fault === 'leak' ? '' : text]),
          [],
        );
      }
    } finally {
      views.dispose();
    }
  });

  it('is thrown at every surface that shows text of others', async function () {
    this.timeout(120_000);
    const views = openViews();
    const mark = 'plainzq7';
    const reached = new Set<string>();
    try {
      for (let index = 0; index < 7; index++) {
        for (const { surface, text } of await views.surfaces(mark, index))
          if (text.includes(mark)) reached.add(surface);
      }
    } finally {
      views.dispose();
    }
    // What shows nothing proves nothing.
    assert.deepEqual([...reached].sort(), [...reachedSurfaces].sort());
  });

  it('can nowhere be taken for words of ours', async function () {
    this.timeout(120_000);
    const views = openViews();
    const mark = 'Nothing real is restored';
    const posing = new Set<string>();
    try {
      for (let index = 0; index < 7; index++) {
        for (const shown of await views.surfaces(mark, index)) {
          if (couldPose(shown, mark)) posing.add(`${shown.surface}: ${shown.text}`);
        }
      }
    } finally {
      views.dispose();
    }
    assert.deepEqual([...posing], []);
  });

  it('is copied without secrets', async () => {
    const before = await vscode.env.clipboard.readText();
    await copyText(`a ${secret} b`);
    assert.equal(await vscode.env.clipboard.readText(), 'a *** b');
    await vscode.env.clipboard.writeText(before);
  });

  it('is no link in a message, and no second line', () => {
    assert.equal(withoutLinks(`[a](command:x)\n${secret}`), '[a] (command:x) ***');
  });

  it('is thrown to VS Code without secrets', async () => {
    const failing = () => Promise.reject(new Error(`no ${secret}`, { cause: secret }));
    await assert.rejects(
      withSafeErrors(failing),
      (error: Error) => error.message === 'no ***' && error.cause === undefined,
    );
    assert.equal(await withSafeErrors(() => 7), 7);
  });
});
