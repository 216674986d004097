import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  combinedConditions,
  manifestProblems,
  offeredForSeveral,
  settableByFolder,
} from '../../../scripts/manifest.ts';
import { modules as jsonServices } from '../../jsonService.ts';

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

  it('offers what acts on one row or tab where one is selected', () => {
    const row = 'view == cloudBackupRestore.jobs && viewItem =~ /\\bended\\b/';
    const offered = (
      menu: string,
      when: string,
      { command = 'cloudBackupRestore.submitAgain', group = '3_again' } = {},
    ) => offeredForSeveral({ [menu]: [{ command, group, when }] });
    for (const menu of ['view/item/context', 'explorer/context', 'editor/title/context']) {
      assert.match(offered(menu, row).join(), new RegExp(`^The menu ${menu} offers cloudBackupRestore\\.submitAgain `));
    }
    assert.deepEqual(offered('view/item/context', `${row} && !listMultiSelection`), []);
    assert.deepEqual(offered('view/item/context', row, { command: 'cloudBackupRestore.removeJob' }), []);
    assert.deepEqual(offered('view/item/context', row, { group: 'inline@1' }), []);
    assert.deepEqual(offered('editor/title/context', '!multipleEditorsSelectedInGroup'), []);
  });

  describe('has each spec checked by one schema', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      contributes: { jsonValidation: { fileMatch: string[]; url: string }[] };
    };
    const textsOf = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, string>;
    const folder = 'file:///extension/';
    const hosts: readonly (readonly [string, Record<string, string>, string])[] = [
      ['that of the language', textsOf('package.nls.zh-cn.json'), './dist/editor.schema.zh-cn.json'],
      ['the English one', textsOf('package.nls.json'), './dist/editor.schema.json'],
      ['the English one in a host that does not translate it, such as Theia', {}, './dist/editor.schema.json'],
    ];
    for (const [what, texts, url] of hosts) {
      for (const [version, { getLanguageService }] of Object.entries(jsonServices)) {
        for (const name of ['nas.restore.json', 'NAS.RESTORE.JSON']) {
          it(`${what}: ${name}, by the ${version} JSON service`, async () => {
            const asked: string[] = [];
            const schemaRequestService = (uri: string) => Promise.resolve(asked.push(uri) > 0 ? '{}' : '');
            const service = getLanguageService({ schemaRequestService });
            const translate = (text: string) => texts[text.replaceAll('%', '')] ?? text;
            const schemas = manifest.contributes.jsonValidation.map(({ fileMatch, url }) => ({
              fileMatch: fileMatch.map(translate),
              // As VS Code resolves it.
              uri: new URL(translate(url), folder).href,
            }));
            service.configure({ validate: true, schemas });
            const document = TextDocument.create(`file:///restores/${name}`, 'jsonc', 1, '{}');
            await service.doValidation(document, service.parseJSONDocument(document));
            assert.deepEqual(asked, [new URL(url, folder).href]);
          });
        }
      }
    }
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
