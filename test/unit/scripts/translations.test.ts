import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  allTranslationProblems,
  completedBundles,
  languageProblems,
  translationProblems,
  untranslatedProblems,
} from '../../../scripts/translations.ts';
import { temporaryFolder } from '../../hosts/paths.ts';

const root = resolve(import.meta.dirname, '../../..');

describe('the check of the translations', () => {
  it('has nothing to say of this project', () => {
    assert.deepEqual(allTranslationProblems(root), []);
  });

  it('finds a key that is missing, one that nothing uses, and a text that is empty', () => {
    assert.deepEqual(translationProblems('de.json', { Copied: 'Copied', Open: 'Open' }, { Open: ' ', Old: 'Alt' }), [
      'de.json lacks "Copied".',
      'de.json has "Old", which nothing uses.',
      'de.json has no text for "Open".',
    ]);
  });

  const differing: readonly (readonly [string, string, string])[] = [
    ['a placeholder that is left out', 'Copied {0}', 'Kopiert'],
    ['a placeholder that is none', 'Copied {0}', 'Kopiert {1}'],
    ['a placeholder twice', 'Copied {0}', 'Kopiert {0} {0}'],
    ['a link to another command', '[Go](command:a.go)', '[Los](command:a.los)'],
    ['a link that is lost', '[Go](command:a.go)', 'Los'],
    ['code that was translated', 'Run `aliyun configure`', 'Rufe `aliyun konfiguriere` auf'],
  ];
  for (const [what, english, translated] of differing) {
    it(`finds ${what}`, () => {
      const [problem, ...more] = translationProblems('de.json', { key: english }, { key: translated });
      assert.match(problem ?? '', /^de\.json has .* in "key", where the English text has /);
      assert.deepEqual(more, []);
    });
  }

  it('lets placeholders, links and code stand in another order', () => {
    const english = { key: '{0} of {1}: `a` [b](command:c) `d`' };
    assert.deepEqual(translationProblems('de.json', english, { key: '`d` [x](command:c) {1} von {0} `a`' }), []);
  });

  it('writes the keys that a bundle lacks, from the source and the schema, and keeps the rest', async () => {
    const { path: project, remove } = await temporaryFolder('bundles');
    try {
      const files = {
        'src/a.ts': "l10n.t('Open'); l10n.t('Close');",
        'schemas/restore.schema.json': '{ "title": "A spec" }',
        'l10n/bundle.l10n.de.json': '{ "Open": "Öffnen", "Old": "Alt" }',
      };
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(project, path)), { recursive: true });
        await writeFile(join(project, path), text);
      }
      assert.deepEqual(
        completedBundles(project).map(({ path, text }) => [path, JSON.parse(text) as unknown]),
        [['l10n/bundle.l10n.de.json', { 'A spec': '', Close: '', Old: 'Alt', Open: 'Öffnen', en: '' }]],
      );
    } finally {
      await remove();
    }
    const [own] = completedBundles(root);
    assert.equal(own?.text, await readFile(join(root, own?.path ?? ''), 'utf8'));
  });

  it('wants a language that plurals are known of', () => {
    for (const language of ['de', 'zh-CN', 'pt-BR']) assert.deepEqual(languageProblems('x.json', language), []);
    for (const language of [undefined, '', '¡en!', 'a language', 'xx-']) {
      assert.match(languageProblems('x.json', language).join(), /^x\.json must have its own language/);
    }
  });

  const found = (text: string, path = 'ui/x.ts') => untranslatedProblems([{ path, text }]);

  it('finds a text that a person would see in English', () => {
    const line = '\nvscode.window.showErrorMessage(';
    assert.deepEqual(found(`${line}'Open the file.');`), ['src/ui/x.ts:2 shows "Open the file." without l10n.t.']);
    assert.deepEqual(found(`${line}\`Open the \${file}.\`);`), ['src/ui/x.ts:2 shows "Open the {}." without l10n.t.']);
    assert.equal(found("item.tooltip = ok ? l10n.t('All good here') : 'Nothing is good';").length, 1);
    assert.equal(found("l10n.t('Open {0}', 'the old file');").length, 1);
    assert.equal(found("throw new UserError('Open the file.', next);").length, 1);
  });

  it('lets be what is translated, what developers read, and what is a name', () => {
    for (const text of [
      "vscode.l10n.t('Open the file.');",
      "l10n.t('Open {0} of {1}', 'r-1', name);",
      "throw new TypeError('No such job here.');",
      "class Odd extends Error { constructor() { super('No such job here.'); } }",
      "log.warn('The file is damaged.');",
      "if (text === 'Open the file') { }",
      "const table = { 'Open the file': 1 };",
      "import x from 'a b c';",
      "const name = 'RestoreId';",
    ]) {
      assert.deepEqual(found(text), [], text);
    }
    assert.deepEqual(found("print('Open the file.');", 'cli/x.ts'), []);
    assert.deepEqual(found("send('Open the file.');", 'sandbox/x.ts'), []);
  });
});
