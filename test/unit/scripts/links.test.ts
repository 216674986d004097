import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packedStorePage, storePage, storePagePath } from '../../../scripts/storePage.ts';

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The targets of a page's links and pictures, without those in code. */
function linksOf(page: string): string[] {
  const prose = page.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** The names that the headings of a page can be linked by. */
const anchorsOf = (page: string): string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('the links of the documentation', () => {
  const pages = ['.', 'docs', 'media', 'src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  );
  for (const path of pages) {
    it(`in ${path} lead somewhere`, () => {
      for (const link of linksOf(read(path)).filter((each) => !/^(https:|command:)/.test(each))) {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? path : join(dirname(path), file);
        assert.ok(existsSync(join(root, target)), `${link} in ${path}`);
        if (anchor !== undefined) assert.ok(anchorsOf(read(target)).includes(anchor), `${link} in ${path}`);
      }
    });
  }
});

describe('the page of the extension', () => {
  it('needs nothing that is not within it, save pages of the vendor', async () => {
    for (const link of linksOf(await packedStorePage(root))) {
      assert.match(link, /^(data:image\/png;base64,[A-Za-z0-9+/=]{1000,}$|https:\/\/www\.alibabacloud\.com\/|#)/);
    }
  });

  it('names each setting and command of the manifest', async () => {
    const page = await storePage(root);
    const { contributes } = JSON.parse(read('package.json')) as {
      contributes: { configuration: { properties: object }; commands: { title: string }[] };
    };
    const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
    for (const name of Object.keys(contributes.configuration.properties)) assert.ok(page.includes(`\`${name}\``), name);
    for (const { title } of contributes.commands) assert.ok(page.includes(texts[title.replaceAll('%', '')] ?? '?'));
    assert.equal(page, read(storePagePath));
  });

  it('is for who uses it, and names no script of the repository', async () => {
    const page = await packedStorePage(root);
    assert.equal(/npm |<!--/.test(page), false);
  });
});
