/** Walk 4 of CONTRIBUTING: a new language. */
import assert from 'node:assert/strict';
import { manifestProblems } from '../../../scripts/manifest.ts';
import { copyProject, type ProjectCopy } from './copy.ts';

const translate = (text: string) => `¡${text}!`;

/** The texts of a file in another language, each with the placeholders and links that it has. */
function translated(json: string): string {
  const texts = Object.entries(JSON.parse(json) as Record<string, string>);
  return `${JSON.stringify(Object.fromEntries(texts.map(([key, text]) => [key, translate(text)])), null, 2)}\n`;
}

/** Makes the whole change, as a contributor would. */
function addLanguage(copy: ProjectCopy): void {
  copy.write('package.nls.es.json', translated(copy.read('package.nls.json')));
  copy.write('l10n/bundle.l10n.es.json', translated(copy.read('l10n/bundle.l10n.json')));
}

/** Runs in the copy: what goes into the package, and what the code says once VS Code has handed it the texts. */
const questions = `
  import { readFileSync } from 'node:fs';
  import { listFiles, PackageManager } from '@vscode/vsce';
  import * as l10n from '@vscode/l10n';
  import { summarize } from './src/jobs/format/requestSummary.ts';
  const files = await listFiles({ cwd: process.cwd(), packageManager: PackageManager.None });
  l10n.config({ contents: readFileSync('l10n/bundle.l10n.es.json', 'utf8') });
  const request = { query: { RestoreType: 'OSS', TargetBucket: 'b', TargetPrefix: '' }, body: {} };
  console.log(JSON.stringify({ files, target: summarize(request).target }));
`;

describe('a new language', function () {
  this.timeout(60_000);
  let copy: ProjectCopy;
  let answers: { readonly files: readonly string[]; readonly target: string };
  before(() => {
    copy = copyProject();
    addLanguage(copy);
    copy.node('scripts/build.ts', '--generate');
    answers = JSON.parse(copy.evaluate(questions)) as typeof answers;
  });
  after(() => copy.remove());

  it('touches two files', () => {
    assert.deepEqual(copy.changedFiles(), ['l10n/bundle.l10n.es.json', 'package.nls.es.json']);
  });

  it('is packed', () => {
    for (const file of copy.changedFiles()) assert.ok(answers.files.includes(file), answers.files.join('\n'));
  });

  it('is what the manifest and the code say then', () => {
    assert.deepEqual(manifestProblems(copy.root), []);
    assert.equal(answers.target, `${translate('bucket b')}, ${translate('no prefix')}`);
  });
});
