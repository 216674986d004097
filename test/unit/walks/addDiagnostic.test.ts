/** Shows in a copy of the project which files it takes to add a diagnostic with a quick fix. CONTRIBUTING.md describes it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { allTranslationProblems } from '../../../scripts/translations.ts';
import { copyProject, type ProjectCopy } from './copy.ts';

const rule = `import * as l10n from '@vscode/l10n';
import { replaceNode } from '../fixes/fix.ts';
import { defineRule } from './rule.ts';

/** A vault's ID begins with "v-". */
export const vaultPrefix = defineRule({
  code: 'vaultPrefix',
  severity: 'warning',
  checkParameter({ name, value }, { scope }, report) {
    if (name !== 'VaultId' || value.type !== 'string' || String(value.value).startsWith('v-')) return;
    report({ node: value, scope }, l10n.t('The ID of a vault begins with v-.'));
  },
  fixes: ({ node }) => [
    { title: l10n.t('Put v- before it'), edits: replaceNode(node, JSON.stringify(\`v-\${String(node.value)}\`)) },
  ],
});
`;

const section = `### vaultPrefix

**Warning.** The ID of a vault begins with \`v-\`.

\`\`\`jsonc
"VaultId": "0008w4xx7pkg2e4zt1t0"
\`\`\`

`;

/** Writes what `npm run check -- --fix` writes of a rule: its row of the table, and its texts, empty, for a translator. */
const writeDerivedFiles = `
  import { writeFileSync } from 'node:fs';
  import { diagnosticsPage } from './scripts/derivedFiles.ts';
  import { completedBundles } from './scripts/translations.ts';
  writeFileSync('docs/diagnostics.md', await diagnosticsPage('.'));
  for (const { path, text } of completedBundles('.')) writeFileSync(path, text);`;

const validate = `
  import { applyEdits } from './src/restoreSpec/fixes/fix.ts';
  import { fixesFor, readSpec, validateSpec } from './src/restoreSpec/index.ts';
  const text = '{"VaultId":"1"}';
  const spec = readSpec(text);
  const problem = validateSpec(spec).find(({ code }) => code === 'vaultPrefix');
  const [fix] = fixesFor(spec, problem);
  console.log(JSON.stringify({ ...problem, title: fix.title, after: applyEdits(text, fix.edits) }));`;

const translations: Readonly<Record<string, string>> = {
  'The ID of a vault begins with v-.': '备份库的 ID 以 v- 开头。',
  'Put v- before it': '在前面加上 v-',
};

describe('adding a diagnostic with a quick fix', () => {
  let copy: ProjectCopy;
  before(() => {
    copy = copyProject();
    copy.node('scripts/build.ts', '--generate');
    copy.write('src/restoreSpec/rules/vaultPrefix.ts', rule);
    copy.edit('src/restoreSpec/rules/index.ts', (text) =>
      text
        .replace('import { wrongType }', "import { vaultPrefix } from './vaultPrefix.ts';\nimport { wrongType }")
        .replace('  mixedPaths,\n', '  mixedPaths,\n  vaultPrefix,\n'),
    );
    copy.edit('docs/diagnostics.md', (text) => text.replace('### inFuture\n', `${section}### inFuture\n`));
    copy.evaluate(writeDerivedFiles);
    copy.edit('l10n/bundle.l10n.zh-cn.json', (bundle) =>
      bundle.replace(/"(.+)": ""/g, (_all, text: string) => `${JSON.stringify(text)}: "${translations[text]}"`),
    );
  });
  after(() => copy.remove());

  it('touches four files: the rule, the list of rules, its documentation and its translation', () => {
    assert.deepEqual(copy.changedFiles(), [
      'docs/diagnostics.md',
      'l10n/bundle.l10n.zh-cn.json',
      'src/restoreSpec/rules/index.ts',
      'src/restoreSpec/rules/vaultPrefix.ts',
    ]);
  });

  it('is then found in a spec and fixed', () => {
    const { severity, offset, title, after } = JSON.parse(copy.evaluate(validate)) as Record<string, unknown>;
    assert.deepEqual([severity, offset, title, after], ['warning', 11, 'Put v- before it', '{"VaultId":"v-1"}']);
  });

  it('stands in the table of the page', () => {
    assert.match(
      copy.read('docs/diagnostics.md'),
      /^\| \[vaultPrefix\]\(#vaultprefix\) +\| Warning +\| +\| yes +\| +\|$/m,
    );
  });

  it('is translated, with nothing else', () => {
    assert.deepEqual(allTranslationProblems(copy.root), []);
    const [before, after] = [resolve(import.meta.dirname, '../../..'), copy.root].map(
      (root) => JSON.parse(readFileSync(join(root, 'l10n/bundle.l10n.zh-cn.json'), 'utf8')) as object,
    );
    assert.deepEqual(after, { ...before, ...translations });
  });

  it("is tested by the rules' own test, from the example of its section", () => {
    const report = copy.mocha('--grep', 'vaultPrefix', 'test/unit/restoreSpec/rules/index.test.ts');
    assert.match(report, /\b3 passing/);
  });
});
