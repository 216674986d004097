import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { editorSchemas } from '../../../scripts/editorSchema.ts';
import { schemaTexts, translatedSchema } from '../../../scripts/schemaTexts.ts';

const root = resolve(import.meta.dirname, '../../..');
type Schema = Parameters<typeof schemaTexts>[0];
/** As much of it as has the keys of a spec. */
interface Part {
  readonly properties?: Readonly<Record<string, { readonly markdownDescription?: string }>>;
}

describe('the schema of a language', () => {
  it('is made for each language, with all of its texts and no other difference', async () => {
    const schemas = await editorSchemas(root);
    assert.deepEqual(Object.keys(schemas), ['editor.schema.json', 'editor.schema.zh-cn.json']);
    const link = /\\n\\n\[CreateRestoreJob\]\([^)]*\)/g;
    const [english, chinese] = Object.values(schemas).map(
      (text) => JSON.parse(text.replaceAll(link, '')) as Schema,
    ) as [Schema, Schema];
    const own = schemaTexts(english);
    assert.ok(own.length > 60, `${own.length} texts`);
    const left = schemaTexts(chinese).filter((text) => !/\p{Script=Han}/u.test(text));
    assert.deepEqual(left, ['MB']);
    const bundle = JSON.parse(readFileSync(join(root, 'l10n/bundle.l10n.zh-cn.json'), 'utf8')) as Record<
      string,
      string
    >;
    const back = Object.fromEntries(own.map((text) => [bundle[text] ?? '', text]));
    assert.deepEqual(translatedSchema(chinese, back), english);
  });

  it("leads from each parameter to the operation's page in that language", async () => {
    const schemas = await editorSchemas(root);
    for (const [file, site] of [
      ['editor.schema.json', 'https://www.alibabacloud.com/help/en/'],
      ['editor.schema.zh-cn.json', 'https://help.aliyun.com/zh/'],
    ] as const) {
      const whole = (JSON.parse(schemas[file] ?? '') as { if: Part & { allOf: { then: Part }[] } }).if;
      // What some types of restore alone have is explained in the condition.
      const members = [whole, ...whole.allOf.map(({ then }) => then)].flatMap((part) =>
        Object.entries(part.properties ?? {}),
      );
      const explained = members.filter(([, { markdownDescription }]) => markdownDescription !== undefined);
      assert.ok(explained.length > 20, `${explained.length} texts in ${file}`);
      for (const [name, { markdownDescription = '' }] of explained) {
        const links = Array.from(markdownDescription.matchAll(/\[CreateRestoreJob\]\(([^)]*)\)/g));
        const isRight = ([, page = '']: RegExpExecArray) => page.startsWith(site) && page.endsWith('-createrestorejob');
        assert.equal(links.filter(isRight).length, name.startsWith('$') ? 0 : 1, `${name} in ${file}`);
      }
    }
  });

  it('is named by the manifest in that language', async () => {
    const schemas = await editorSchemas(root);
    for (const [nls, file] of [
      ['package.nls.json', 'editor.schema.json'],
      ['package.nls.zh-cn.json', 'editor.schema.zh-cn.json'],
    ] as const) {
      const { schema } = JSON.parse(readFileSync(join(root, nls), 'utf8')) as { schema: string };
      assert.equal(schema, `./dist/${file}`);
      assert.ok(file in schemas);
    }
  });

  it('keeps names, values and examples as they are', () => {
    const schema = {
      title: 'a',
      properties: { title: { enum: ['a'], examples: ['a'], markdownEnumDescriptions: ['a', 'b'], 'x-text': 'a' } },
      defaultSnippets: [{ label: 'a', body: { title: 'a' } }],
    };
    assert.deepEqual(schemaTexts(schema), ['a', 'b']);
    assert.deepEqual(translatedSchema(schema, { a: 'A' }), {
      title: 'A',
      properties: { title: { enum: ['a'], examples: ['a'], markdownEnumDescriptions: ['A', 'b'], 'x-text': 'a' } },
      defaultSnippets: [{ label: 'A', body: { title: 'a' } }],
    });
  });
});
