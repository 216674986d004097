/** Walk 1 of CONTRIBUTING: a new request parameter. */
import assert from 'node:assert/strict';
import { copyProject, type ProjectCopy } from './copy.ts';

/** A parameter of the hardest kind: it travels in the form body as one string of JSON. */
const definition = {
  type: ['object', 'string'],
  markdownDescription:
    '*Not yet in the public API reference.* Labels that the restore job gets.\n\n**Example:** `{"team": "a"}`',
  suggestSortText: '903',
  errorMessage: 'Write an object, or the same object as a JSON string.',
  allOf: [
    { $ref: '#/definitions/notEmpty' },
    { properties: { team: { type: 'string', markdownDescription: 'Who is asked about the job.' } } },
  ],
  'x-place': 'body',
  'x-json': 'object',
  'x-since': 'newer',
  'x-group': 'options',
  'x-reconciliation': 'reworded',
};

/** Its texts that no other parameter has, in Chinese. */
const translations: Readonly<Record<string, string>> = {
  [definition.markdownDescription]: '*尚未写入公开文档。* 恢复任务的标签。\n\n**示例：** `{"team": "a"}`',
  'Who is asked about the job.': '任务的联系人。',
};

/** Makes the whole change, as a contributor would. */
function addParameter(copy: ProjectCopy): void {
  const member = (name: string, value: object) => `"${name}": ${JSON.stringify(value, null, 2)},`;
  const before = (place: string, added: string) => (text: string) => text.replace(place, added + place);
  copy.edit('schemas/restore.schema.json', (text) =>
    text
      .replace('"$region": {', member('JobLabels', { $ref: '#/definitions/JobLabels' }) + '"$region": {')
      .replace('"definitions": {', `"definitions": {${member('JobLabels', definition)}`),
  );
  copy.edit('src/sandbox/apiParameters.ts', before("['UdmDetail', ", "['JobLabels', inBody('object')],\n  "));
  copy.edit(
    'test/unit/sandbox/requestRules.test.ts',
    before('  // Unknown\n', "  ['NAS', { JobLabels: { team: 'a' } }],\n"),
  );
  copy.edit('test/unit/restoreSpec/rules/ruleRows.ts', before("[NAS, 'Options'],", "[NAS, 'JobLabels'],\n  "));
  copy.edit('l10n/bundle.l10n.zh-cn.json', (bundle) =>
    JSON.stringify({ ...(JSON.parse(bundle) as object), ...translations }, null, 2),
  );
  copy.edit('CHANGELOG.md', (text) => `${text}- The parameter \`JobLabels\`.\n`);
}

/** Runs in the copy, on the copy's own code. */
const questions = `
  import { jsonServiceCompletionsAt } from './test/jsonService.ts';
  import { parameterIn } from './src/cloud/gatewayCodes.ts';
  import { summarize } from './src/jobs/format/requestSummary.ts';
  import { callFromSpec, importText, toPreview, writeFormat } from './src/restoreSpec/formats/index.ts';
  import { outlineOf } from './src/restoreSpec/outline.ts';
  import { readSpec } from './src/restoreSpec/specDocument.ts';
  import { allTranslationProblems } from './scripts/translations.ts';
  import { validateSpec } from './src/restoreSpec/validation.ts';
  const spec = (labels) => JSON.stringify({
    RestoreType: 'NAS', SourceType: 'NAS', VaultId: 'v-1', SnapshotId: 's-1',
    TargetFileSystemId: '005494', TargetCreateTime: 1554347313, JobLabels: labels,
  });
  const codes = (labels) => validateSpec(readSpec(spec(labels))).map(({ code }) => code);
  const call = callFromSpec(spec({ team: 'a' }));
  console.log(JSON.stringify({
    completion: (await jsonServiceCompletionsAt('{"RestoreType": "NAS", |}')).map(({ label }) => label),
    problems: [codes({ team: 'a' }), codes({ team: 1 }), codes('no JSON')],
    request: call.request,
    preview: toPreview(call, {}, 'x.restore.json'),
    summary: summarize(call.request).target,
    outline: outlineOf(readSpec(spec({}))).at(-1).children.map(({ label }) => label),
    error: parameterIn('InvalidJobLabels', '', []),
    formats: ['cli', 'curl', 'terraform', 'typescript'].map((format) => importText(writeFormat(format, call)).text),
    translations: allTranslationProblems('.').filter((problem) => problem.startsWith('l10n/')),
    snake: importText('VaultId=v-1&job_labels={}').text,
  }));
`;

interface Answers {
  readonly completion: readonly string[];
  readonly problems: readonly (readonly string[])[];
  readonly request: { readonly query: Record<string, string>; readonly body: Record<string, string> };
  readonly preview: string;
  readonly summary: string;
  readonly outline: readonly string[];
  readonly error: string;
  readonly formats: readonly string[];
  readonly translations: readonly string[];
  readonly snake: string;
}

describe('a new request parameter', () => {
  let copy: ProjectCopy;
  let answers: Answers;
  before(() => {
    copy = copyProject();
    addParameter(copy);
    copy.node('scripts/build.ts', '--generate');
    answers = JSON.parse(copy.evaluate(questions)) as Answers;
  });
  after(() => copy.remove());

  it('touches at most five files besides the changelog, those of the sandbox, the tests and the translations included', () => {
    const changed = copy.changedFiles().filter((path) => path !== 'CHANGELOG.md');
    assert.ok(changed.length <= 5, changed.join('\n'));
  });

  it('has its texts in each language', () => assert.deepEqual(answers.translations, []));

  it('is completed and validated', () => {
    assert.ok(answers.completion.includes('JobLabels'), answers.completion.join());
    const [good, wrongKind, noJson] = answers.problems;
    assert.deepEqual(good, ['newer']);
    assert.equal(wrongKind?.length, 2);
    assert.ok(noJson?.includes('notJson'));
  });

  it('is sent where the API takes it, as one string', () => {
    assert.deepEqual(answers.request.body, { JobLabels: '{"team":"a"}' });
    assert.equal(answers.request.query['JobLabels'], undefined);
  });

  it('is shown in the preview, the summary and the outline, and found in an error', () => {
    assert.match(answers.preview, /^\[Form body\]\nJobLabels = \{"team":"a"\}\n {2}# \{$/m);
    assert.match(answers.summary, /, JobLabels \{"team":"a"\}$/);
    assert.deepEqual(answers.outline, ['JobLabels']);
    assert.equal(answers.error, 'JobLabels');
  });

  it('comes back from every format', () => {
    for (const text of answers.formats) assert.match(text, /^ {2}"JobLabels": \{ "team": "a" \}$/m);
    assert.match(answers.snake, /"JobLabels": \{\}/);
  });

  it('is held by the tests of the sandbox and of the spec', () => {
    const files = [
      'sandbox/apiParameters',
      'sandbox/requestRules',
      'restoreSpec/rules/wrongType',
      'schemas/restoreSchema',
    ];
    copy.mocha(...files.map((file) => `test/unit/${file}.test.ts`));
  });
});
