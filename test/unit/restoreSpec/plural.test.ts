import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { plural } from '../../../src/restoreSpec/plural.ts';
import { speak } from '../l10n/bundles.ts';

const forms = () => [0, 1, 2, 21].map((count) => plural(count, 'one', 'other')).join();

describe('the form of a text that a number takes', () => {
  it('is the one of English', () => assert.equal(forms(), 'other,one,other,other'));

  describe('in Chinese', () => {
    speak('zh-cn');
    it('is always the same', () => assert.equal(forms(), 'other,other,other,other'));
  });

  describe('in a language that counts in another way', () => {
    before(() => l10n.config({ contents: { en: 'fr' } }));
    after(() => l10n.config({ contents: {} }));
    it('is the one of that language', () => assert.equal(forms(), 'one,one,other,other'));
  });
});
