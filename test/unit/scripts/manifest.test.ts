import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { combinedConditions, manifestProblems, settableByFolder } from '../../../scripts/manifest.ts';

const root = resolve(import.meta.dirname, '../../..');

describe('the manifest', () => {
  it('fits the source', () => assert.deepEqual(manifestProblems(root), []));

  it('offers one button in each state of an empty list, in every language', () => {
    for (const name of ['package.nls.json', 'package.nls.zh-cn.json']) {
      const texts = JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, string>;
      const welcomes = Object.entries(texts).filter(([key]) => key.startsWith('welcome.'));
      assert.equal(welcomes.length, 7);
      for (const [key, text] of welcomes) {
        // VS Code makes a button of a link that stands alone in its line.
        const buttons = text.split('\n').filter((line) => /^\[[^\]]+\]\([^)]+\)$/.test(line));
        assert.equal(buttons.length, 1, `${key} of ${name}`);
      }
    }
  });

  it('offers tools by one condition each', () => {
    const named = (when?: string) => combinedConditions([{ name: 'look', ...(when !== undefined && { when }) }]);
    for (const when of [undefined, 'config.a', '!a']) assert.deepEqual(named(when), []);
    for (const when of ['config.a && !b', 'a || b']) assert.match(named(when).join(), /^The tool look /);
  });

  it('lets a folder set nothing that acts in other windows', () => {
    const named = (scope?: string) =>
      settableByFolder({ 'cloudBackupRestore.notifications': scope === undefined ? {} : { scope } });
    for (const scope of ['application', 'machine']) assert.deepEqual(named(scope), []);
    for (const scope of ['window', 'resource', 'machine-overridable', undefined]) {
      assert.match(named(scope).join(), /^A folder could set cloudBackupRestore\.notifications/);
    }
    assert.deepEqual(settableByFolder({ 'cloudBackupRestore.codeLens': { scope: 'window' } }), []);
  });
});
