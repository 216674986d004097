import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { maxSpecLength } from '../../../src/spec/document.ts';
import { callOf, importText, writeForm, type Call, type Form, toPreview } from '../../../src/spec/forms/forms.ts';
import { valid } from './validSpecs.ts';

/** Of many more characters than any request: what costs the square of its length takes minutes for it. */
const many = 1_000_000;
const fill = (part: string, length = many) => part.repeat(Math.ceil(length / part.length));

const head = 'aliyun hbr CreateRestoreJob --VaultId v';
const windows = 'aliyun.exe hbr CreateRestoreJob --VaultId v --TargetPath ';
const block = 'resource "alicloud_hbr_restore_job" "x" {\n vault_id = "v"\n';
const program = 'CreateRestoreJob callApi query = {VaultId: "v", a: x + ';

/** Each is read to its end, whatever comes of it. */
const slow: [what: string, text: string][] = [
  ['backslashes for cmd.exe', windows + fill('\\')],
  ['backslashes and quotes for cmd.exe', windows + fill('\\\\"')],
  ['percent signs for cmd.exe', windows + fill('%a')],
  ['the path of a program', `${head}; ${fill('a')}/`],
  ['folders of a program', `${head}; ${fill('a/')}b`],
  ['programs', head + fill('; a')],
  ['programs for cmd.exe', windows + fill(' & a')],
  ['mentions of aliyun', `x\n${fill(' aliyun ')}`],
  ['mentions of curl', `x\n${fill(' aliyun hb')}`],
  ['a word in an ANSI quote', `${head} --Include $'${fill('\\x41')}'`],
  ['an ANSI quote that stays open', `${head} --Include $'${fill('\\a')}`],
  ['a command in backticks', `${head} --Include \`${fill('\\`')}\``],
  ['commands in commands', `${head} --Include ${fill("$('")}`],
  ['providers', `${block}}\n${fill('provider "alicloud" {')}`],
  ['regions of providers', `${block}}\n${fill('provider "alicloud" { region = ')}`],
  ['a quote that stays open in an HCL expression', `${block} a = x + ${fill('"\\')}`],
  ['escaped quotes in an HCL expression', `${block} a = x + "${fill('\\"')}`],
  ['backticks in an HCL expression', `${block} a = x + ${fill('`\\')}`],
  ['HCL comments that stay open', `${block}${fill(' a=[/*\n')}`],
  ['HCL comments in one value', `${block} a = [${fill('/*,')}`],
  ['here-documents that stay open', `${block}${fill('a = <<E\n')}`],
  ['here-documents of many markers', block + Array.from({ length: many / 12 }, (_, i) => `a = <<E${i}\n`).join('')],
  ['templates in here-documents', `${block}${fill('a = <<E\n')}\${x}\nE\n`],
  ['lines of a here-document', `${block} include = <<-E\n${fill('a\n')}E\n}`],
  ['HCL attributes', block + fill('a = b\n')],
  ['HCL labels', `${block}x ${fill('"a"\n')}`],
  ['HCL blocks', block + fill('a {\n')],
  ['comments that stay open in a program', `${program}${fill('/*,')}`],
  ['comments that stay open in values', `${program}1, ${fill('a: [/*], ')}`],
  ['a template that stays open in a program', program + fill('`\\')],
  ['quotes that stay open in values', `${program}\`, ${fill('a: x\\`, ')}`],
  ['escaped quotes in a program', `${program}'${fill("\\'")}`],
  ['properties of a program', `CreateRestoreJob callApi query = {VaultId: "v", ${fill('a: 1, ')}}`],
  ['objects of a program', `CreateRestoreJob callApi ${fill('query: { a: 1 ')}`],
  ['digits', `${program}1, b: ${fill('1')}.${fill('1')}.`],
  ['comments before a command', fill('# a\n') + head],
  ['comments of two kinds before JSON', `${fill('/**/\n')}{"VaultId":"v"}`],
  ['blanks', `# a\n${fill(' ')}${head}`],
  ['a form body', `curl 'https://hbr.cn-x.aliyuncs.com/?VaultId=v' -d '${fill('a=1&')}'`],
  ['a query', `VaultId=v${fill('&a')}`],
  ['JSON of parameters', `{"VaultId":"v",${fill('"a":1,')}}`],
  ['lines of a page', `[Request]\n[Query parameters]\nVaultId = v\n${fill('a = b\n')}`],
];

const callFrom = (spec: Record<string, unknown>): Call => {
  const call = callOf(JSON.stringify(spec));
  assert.ok(!('wrong' in call), JSON.stringify(call).slice(0, 1000));
  return call;
};

const forms = ['cli', 'curl', 'terraform', 'typescript'] as const satisfies readonly Form[];

/** A form, and what its text makes again. */
function comesBack(form: Form, call: Call): void {
  const back = importText(writeForm(form, call));
  assert.ok(back && 'text' in back, `${form}: ${JSON.stringify(back)?.slice(0, 200)}`);
  assert.deepEqual(back.left, [], form);
  const again = callOf(back.text);
  assert.ok('request' in again, `${form}: ${JSON.stringify(again).slice(0, 1000)}`);
  // Compared as texts: what differs in a million characters takes long to show.
  assert.ok(JSON.stringify(again) === JSON.stringify(call), form);
}

describe('forms: hostile lengths', () => {
  for (const [what, text] of slow) {
    it(`reads ${what} in one pass`, () => {
      assert.ok(text.length >= many);
      importText(text);
    });
  }

  it('writes a value of a million signs of a template', () => {
    for (const sign of ['$', '%', '$%', '${']) {
      comesBack('terraform', callFrom({ ...valid['ECS_FILE'], TargetPath: fill(sign, 900_000) }));
    }
  });

  it('writes a value of a million marks on one letter', () => {
    const text = writeForm(
      'terraform',
      callFrom({ ...valid['ECS_FILE'], TargetPath: `a${fill('\u0301\u0316')}`.slice(0, 900_000) }),
    );
    assert.match(text, /Not carried by Terraform: Terraform changes its characters/);
  });

  it('finds the lines of a hundred errors far below', () => {
    const unknown = Array.from({ length: 200 }, (_, i) => `"x${i}": 1`).join(',\n');
    const call = callOf(`{${fill('\n', 900_000)}${unknown}}`);
    assert.ok('wrong' in call);
    assert.equal(call.wrong.length, 100);
    assert.ok(call.wrong.some(({ line }) => line > 900_000));
  });

  for (const [what, spec] of [
    ['a path', { TargetPath: `/${fill('a', 990_000)}` }],
    ['quotes', { TargetPath: fill(`'`, 490_000) }],
    ['double quotes and backslashes', { TargetPath: fill('"\\', 490_000) }],
    ['signs of templates', { TargetPath: fill('$', 490_000) + fill('${x}', 490_000) }],
    ['lines', { TargetPath: fill('a\n', 600_000) }],
    ['paths', { Options: { includes: Array.from({ length: 40_000 }, (_, i) => `/home/alice/${i}`) } }],
    ['numbers', { Options: { n: Array.from({ length: 490_000 }, () => 1) } }],
  ] as const) {
    it(`carries the longest spec of ${what} there and back`, () => {
      for (const form of forms) comesBack(form, callFrom({ ...valid['ECS_FILE'], ...spec }));
    });
  }

  it('refuses a text that no spec comes to, and says so', () => {
    for (const text of [
      `${head} --TargetPath ${fill('a', 20 * maxSpecLength)}`,
      `${head} --TargetPath ${fill('a', maxSpecLength + 1)}`,
      `{"TargetPath": "${fill('a', maxSpecLength)}"}`,
      `VaultId=v&TargetPath=${fill('a', maxSpecLength)}`,
    ]) {
      const found = importText(text);
      assert.ok(found && 'refused' in found);
      assert.match(
        found.refused,
        /^The text is too long to be a restore spec: [\d,]+ characters, at most 1,?000,?000\.$/,
      );
    }
  });

  it('takes a long text of something else for none of the forms', () => {
    assert.equal(importText(fill('hello\n', 20 * maxSpecLength)), undefined);
  });

  it('lists no more of what it left than a person could read', () => {
    const found = importText(`VaultId=v${fill('&a', 500_000)}`);
    assert.ok(found && 'text' in found);
    assert.ok(found.left.length <= 1001, String(found.left.length));
  });
});

/** Every character that controls a terminal or an editor, or hides in one, among others. */
const controls = [
  ...Array.from({ length: 0x1f }, (_, i) => String.fromCharCode(i + 1)),
  ...Array.from({ length: 0x21 }, (_, i) => String.fromCharCode(i + 0x7f)),
  ...[
    '\u00ad',
    '\u061c',
    '\u200b',
    '\u200d',
    '\u200e',
    '\u202e',
    '\u2028',
    '\u2029',
    '\u2066',
    '\u3164',
    '\u2800',
    '\u034f',
    '\ufe0f',
    '\ufeff',
    '\ufff9',
  ],
  ...['\u{110bd}', '\u{1d173}', '\u{e0001}', '\u{e0041}'],
];
const hostilePaths = [
  ...controls.map((char) => `/a${char}7b`),
  controls.join(''),
  '/a\u001b[201~\u0015touch x\n',
  `\u0007'"\`id\`$(id)$HOME\${x}!!\\\\n\\'é😀 `,
  '\u202e',
  '-\n',
  'file://\n',
  '\u0001 --VaultId w',
];

describe('forms: control characters', () => {
  const call = (path: string) =>
    callFrom({
      ...valid['ECS_FILE'],
      TargetPath: path,
      Include: [path.slice(0, 60)],
      Options: ` { "a": ${JSON.stringify(path)} } `,
      $region: 'cn-hangzhou',
    });

  it('stand in no form as they are, nor do those that nobody sees', () => {
    for (const path of hostilePaths) {
      const made = call(path);
      for (const text of [...forms.map((form) => writeForm(form, made)), toPreview(made, {}, 'x')]) {
        assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }
      // The value's line breaks are escaped as well: each line that begins is one of the form.
      for (const form of forms) {
        assert.equal(writeForm(form, made).split('\n').length, writeForm(form, call('/a\t')).split('\n').length, form);
      }
    }
  });

  it('come back from every form', () => {
    for (const path of hostilePaths) for (const form of forms) comesBack(form, call(path));
  });

  it('stand in no page as they are, whatever its place is called', () => {
    const text = toPreview({ ...call('/a'), region: 'x\u202e' }, { host: 'h\u001b', note: 'a\u0007\nb' }, 'x\u0085');
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    assert.doesNotMatch(text, /^b/m);
  });

  for (const shell of ['bash', 'zsh', 'ksh', 'busybox']) {
    it(`are what ${shell} hands to the program`, function () {
      const command = shell === 'busybox' ? ['busybox', 'sh', '-c'] : [shell, '-c'];
      const run = (script: string) =>
        execFileSync(command[0] ?? '', [...command.slice(1), script], {
          encoding: 'utf8',
          env: { ...process.env, LC_ALL: 'C' },
        });
      try {
        run(':');
      } catch {
        return this.skip();
      }
      for (const path of hostilePaths) {
        const words = run(`aliyun() { printf '%s\\0' "$@"; }\n${writeForm('cli', call(path))}`).split('\0');
        const said = path.startsWith('-') || path.startsWith('file:') ? `--TargetPath=${path}` : path;
        assert.ok(words.includes(said), JSON.stringify([path, words]));
        assert.ok(words.includes(JSON.stringify([path.slice(0, 60)])), JSON.stringify([path, words]));
      }
    });
  }

  it('reach no program in a shell that would hand on the escapes themselves', function () {
    try {
      execFileSync('dash', ['-c', ':']);
    } catch {
      return this.skip();
    }
    for (const form of ['cli', 'curl'] as const) {
      const standIns = 'aliyun() { echo called; }\nawk() { cat; }\ncurl() { cat; }\n';
      const run = (path: string) =>
        execFileSync('dash', ['-c', `${standIns}${writeForm(form, call(path))}\n:`], { encoding: 'utf8' });
      assert.equal(run('/a'), 'called\n');
      assert.equal(run('/a\n'), '');
    }
  });
});

describe('forms: escapes of a shell', () => {
  for (const [quoted, value] of [
    [String.raw`$'\u202e\U0001F600\U000e0001\u00e9'`, '\u202e😀\u{e0001}é'],
    [String.raw`$'\342\200\256\x41\303\251'`, '\u202eAé'],
    [String.raw`$'\357\273\277a\e\E\a\0331'`, '\ufeffa\u001b\u001b\u0007\u001b1'],
    [String.raw`$'a\\b\'c\"d\?e'`, `a\\b'c"d?e`],
  ] as const) {
    it(`reads ${quoted} as bash does`, () => {
      const found = importText(`aliyun hbr CreateRestoreJob --TargetPath ${quoted}`);
      assert.ok(found && 'text' in found);
      assert.deepEqual(JSON.parse(found.text), { TargetPath: value });
    });
  }
});

describe('forms: what cannot be read is passed over', () => {
  for (const [what, text, spec, left] of [
    [
      'a here-document with a template, lines like attributes in it',
      `${block} include = <<E\n source_type = "x"\n \${var.x}\nE\n restore_type = "NAS"\n}`,
      { RestoreType: 'NAS', VaultId: 'v' },
      ['include'],
    ],
    [
      'comments with brackets and quotes in HCL',
      `${block} include = concat( # it's "one (\n ["a"], /* ) */ ["b"])\n restore_type = "NAS"\n}`,
      { RestoreType: 'NAS', VaultId: 'v' },
      ['include'],
    ],
    [
      'a region of the second provider',
      `provider "alicloud" {\n alias = "x"\n}\nprovider "alicloud" {\n region = "cn-y"\n}\n${block}}`,
      { VaultId: 'v', $region: 'cn-y' },
      [],
    ],
    [
      'a regular expression that looks like a comment',
      'CreateRestoreJob callApi query = {TargetPath: path.replace(/\\/*$/, ""), SnapshotId: f(1, // it\'s\n 2), VaultId: "v"}',
      { VaultId: 'v' },
      ['TargetPath', 'SnapshotId'],
    ],
    [
      'a template behind an escaped backslash',
      'CreateRestoreJob callApi query = {TargetPath: `\\\\${x}`, SnapshotId: `\\${x}$`, VaultId: "v"}',
      { VaultId: 'v', SnapshotId: '${x}$' },
      ['TargetPath'],
    ],
    [
      'pairs of a query without a name or a value, and percent signs that stand for themselves',
      '?VaultId=v&&TargetPath=%2F100%+%e4%b8%ad=%3D%&SnapshotHash',
      { VaultId: 'v', TargetPath: '/100% 中==%', SnapshotHash: '' },
      [],
    ],
  ] as const) {
    it(what, () => {
      const found = importText(text);
      assert.ok(found && 'text' in found, JSON.stringify(found));
      assert.deepEqual(JSON.parse(found.text.replace(/^\/\/.*\n/gm, '')), spec);
      assert.deepEqual(
        found.left.map((line) => line.split(':')[0]),
        left,
      );
    });
  }
});
