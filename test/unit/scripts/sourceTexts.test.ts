import assert from 'node:assert/strict';
import { translatedTexts } from '../../../scripts/sourceTexts.ts';

describe('the texts that the source has translated', () => {
  it('are those of both ways to translate, wherever they stand', () => {
    const source = `
      const title = l10n.t('Open');
      vscode.window.showErrorMessage(vscode.l10n.t("It's {0}", l10n.t(\`Closed\`)));
      const lazy = { text: () => l10n.t(
        'Two "words"',
      ) };`;
    assert.deepEqual(translatedTexts(source), ['Open', "It's {0}", 'Closed', 'Two "words"']);
  });

  it('are no texts that are put together, no comments and no other calls', () => {
    assert.deepEqual(
      translatedTexts("// l10n.t('a')\nl10n.t(text); l10n.t(`a ${b}`); other.t('a'); l10n.at('b');"),
      [],
    );
  });
});
