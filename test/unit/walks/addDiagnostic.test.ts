/** Shows in a copy of the project which files it takes to add a diagnostic with a quick fix. CONTRIBUTING.md describes it. */
import assert from 'node:assert/strict';
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

/** Writes what \`npm run check -- --fix\` writes; only the new file is searched for strings, since searching all takes long. */
const writeDerivedFiles = `
  import { readFileSync, writeFileSync } from 'node:fs';
  import { diagnosticsPage, l10nBundle } from './scripts/derivedFiles.ts';
  writeFileSync('docs/diagnostics.md', await diagnosticsPage('.'));
  const strings = JSON.parse(await l10nBundle([readFileSync('src/restoreSpec/rules/vaultPrefix.ts', 'utf8')]));
  const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8'));
  writeFileSync('l10n/bundle.l10n.json', JSON.stringify({ ...bundle, ...strings }, null, 2));`;

const validate = `
  import { applyEdits } from './src/restoreSpec/fixes/fix.ts';
  import { fixesFor, readSpec, validateSpec } from './src/restoreSpec/index.ts';
  const text = '{"VaultId":"1"}';
  const spec = readSpec(text);
  const problem = validateSpec(spec).find(({ code }) => code === 'vaultPrefix');
  const [fix] = fixesFor(spec, problem);
  console.log(JSON.stringify({ ...problem, title: fix.title, after: applyEdits(text, fix.edits) }));`;

const translations = {
  'The ID of a vault begins with v-.': '备份库的 ID 以 v- 开头。',
  'Put v- before it': '在前面加上 v-',
};

describe('adding a diagnostic with a quick fix', function () {
  this.timeout(120_000);
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
    copy.edit('l10n/bundle.l10n.zh-cn.json', (text) =>
      JSON.stringify({ ...(JSON.parse(text) as object), ...translations }, null, 2),
    );
  });
  after(() => copy.remove());

  it('touches the rule, the list of rules, its documentation and the strings for translators', () => {
    assert.deepEqual(copy.changedFiles(), [
      'docs/diagnostics.md',
      'l10n/bundle.l10n.json',
      'l10n/bundle.l10n.zh-cn.json',
      'src/restoreSpec/rules/index.ts',
      'src/restoreSpec/rules/vaultPrefix.ts',
    ]);
  });

  it('is then found in a spec and fixed', () => {
    const { severity, offset, title, after } = JSON.parse(copy.evaluate(validate)) as Record<string, unknown>;
    assert.deepEqual([severity, offset, title, after], ['warning', 11, 'Put v- before it', '{"VaultId":"v-1"}']);
  });

  it('stands in the table of the page and in the bundle', () => {
    assert.match(
      copy.read('docs/diagnostics.md'),
      /^\| \[vaultPrefix\]\(#vaultprefix\) +\| Warning +\| +\| yes +\| +\|$/m,
    );
    assert.ok('Put v- before it' in (JSON.parse(copy.read('l10n/bundle.l10n.json')) as object));
  });

  it("is tested by the rules' own test, from the example of its section", () => {
    const report = copy.mocha('--grep', 'vaultPrefix', 'test/unit/restoreSpec/rules/index.test.ts');
    assert.match(report, /\b3 passing/);
  });
});
