/** Walk 4 of CONTRIBUTING: a new language. */
import assert from 'node:assert/strict';
import { manifestProblems } from '../../../scripts/manifest.ts';
import { allTranslationProblems, completedBundles } from '../../../scripts/translations.ts';
import { copyProject, type ProjectCopy } from './copy.ts';

const translate = (text: string) => `¡${text}!`;

/** The texts of a file in another language, each with the placeholders and links that it has. @param own what is no text */
function translated(json: string, own: Record<string, string>): string {
  const texts = Object.entries(JSON.parse(json) as Record<string, string>);
  const all = { ...Object.fromEntries(texts.map(([key, text]) => [key, translate(text)])), ...own };
  return `${JSON.stringify(all, null, 2)}\n`;
}

const bundle = 'l10n/bundle.l10n.es.json';

/** Makes the whole change, as a contributor would: the bundle begins empty, and `npm run check -- --fix` writes its keys. */
function addLanguage(copy: ProjectCopy): void {
  const english = copy.read('package.nls.json');
  const files = Object.entries(JSON.parse(english) as Record<string, string>).filter(([key]) => /^schema\./.test(key));
  const own = { ...Object.fromEntries(files), schema: './dist/editor.schema.es.json' };
  copy.write('package.nls.es.json', translated(english, own));
  copy.write(bundle, '{}');
  for (const { path, text } of completedBundles(copy.root)) copy.write(path, text);
  copy.edit(bundle, (json) => {
    const keys = Object.keys(JSON.parse(json) as object);
    return translated(JSON.stringify(Object.fromEntries(keys.map((key) => [key, key]))), { en: 'es' });
  });
}

/** Runs in the copy: what goes into the package, and what the code says once VS Code has handed it the texts. */
const questions = `
  import { readFileSync } from 'node:fs';
  import { listFiles, PackageManager } from '@vscode/vsce';
  import * as l10n from '@vscode/l10n';
  import { summarize } from './src/jobs/format/requestSummary.ts';
  import { editorSchemas } from './scripts/editorSchema.ts';
  const schemas = await editorSchemas(process.cwd());
  const files = await listFiles({ cwd: process.cwd(), packageManager: PackageManager.None });
  l10n.config({ contents: readFileSync('l10n/bundle.l10n.es.json', 'utf8') });
  const request = { query: { RestoreType: 'OSS', TargetBucket: 'b', TargetPrefix: '' }, body: {} };
  console.log(JSON.stringify({ files, schemas, target: summarize(request).target }));
`;

describe('a new language', () => {
  let copy: ProjectCopy;
  let answers: { readonly files: readonly string[]; readonly target: string; readonly schemas: object };
  before(() => {
    copy = copyProject();
    addLanguage(copy);
    copy.node('scripts/build.ts', '--generate');
    answers = JSON.parse(copy.evaluate(questions)) as typeof answers;
  });
  after(() => copy.remove());

  it('touches two files', () => {
    assert.deepEqual(copy.changedFiles(), [bundle, 'package.nls.es.json']);
  });

  it('is packed', () => {
    for (const file of copy.changedFiles()) assert.ok(answers.files.includes(file), answers.files.join('\n'));
  });

  it('has all that is needed, and a schema of its own', () => {
    assert.deepEqual(allTranslationProblems(copy.root), []);
    assert.ok('editor.schema.es.json' in answers.schemas);
  });

  it('is what the manifest and the code say then', () => {
    assert.deepEqual(manifestProblems(copy.root), []);
    assert.equal(answers.target, `${translate('bucket b')}${translate(', ')}${translate('no prefix')}`);
  });
});
