import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hostileInputs, secret, weapons, withSecret } from '../../bench/hostile/inputs.ts';
import { verdictsOn } from '../../bench/hostile/judges.ts';
import { openViews } from '../../bench/hostile/views.ts';
import { keepSecret } from '../../src/cloud/secrets.ts';
import { copyText } from '../../src/commands/clipboard.ts';
import { guarded } from '../../src/views/log.ts';
import { withoutLinks } from '../../src/views/withoutLinks.ts';
import { seed } from '../unit/seed.ts';

describe('hostile text in VS Code', () => {
  before(() => keepSecret(secret));

  it('stays text in every row, message, question, list, hover, hint and log, and says no secret', async function () {
    this.timeout(120_000);
    const views = openViews();
    const surfaces = new Set<string>();
    try {
      for (const [index, input] of hostileInputs(weapons.length + 30, seed).entries()) {
        const shown = await views.surfaces(withSecret(input, index), index);
        const wrong = shown.flatMap(verdictsOn);
        assert.deepEqual(
          wrong.map(({ fault, surface, why, text }) => [fault, surface, why, fault === 'leak' ? '' : text]),
          [],
        );
        for (const { surface, text } of shown) if (text !== '') surfaces.add(surface);
      }
    } finally {
      views.dispose();
    }
    // What shows nothing proves nothing.
    assert.deepEqual(
      [...surfaces].sort(),
      [
        ...[
          'a CodeLens',
          'a code action',
          'a completion',
          'a diagnostic',
          'a group of the tree',
          'a hover',
          'a message',
        ],
        ...[
          'a question',
          'a row of a list',
          'a row of the tree',
          'a tooltip',
          'an inlay hint',
          'the account in the status bar',
        ],
        ...['the details of a question', 'the log', 'the name of a page', 'the outline', 'the status bar'],
        ...['the title of a list', 'the tooltip of a CodeLens', 'the tooltip of the account'],
        ...['the tooltip of the status bar', 'what a completion says'],
      ].sort(),
    );
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
    await assert.rejects(guarded(failing), (error: Error) => error.message === 'no ***' && error.cause === undefined);
    assert.equal(await guarded(() => 7), 7);
  });
});
