import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  callOf,
  importText,
  toPreview,
  toWrongPreview,
  writeForm,
  type Call,
  type Form,
} from '../../../src/spec/forms/forms.ts';
import { valid } from './validSpecs.ts';

const callFrom = (spec: Record<string, unknown> | string): Call => {
  const call = callOf(typeof spec === 'string' ? spec : JSON.stringify(spec));
  assert.ok(!('wrong' in call), JSON.stringify(call));
  return call;
};
const write = (form: Form, spec: Record<string, unknown>) => writeForm(form, callFrom(spec));
const lines = (...all: string[]) => `${all.join('\n')}\n`;

const ecs = { ...valid['ECS_FILE'], Include: ['/a b', "it's"], TargetContainer: { host: 'n' } };

describe('forms: what is written', () => {
  it('a page with what is sent where', () => {
    const text = toPreview(
      { ...callFrom({ ...ecs, TargetPath: ' "\u202e' }), region: 'cn-hangzhou' },
      { host: 'hbr.cn-hangzhou.aliyuncs.com', note: 'A note.' },
      'x.restore.json',
    );
    assert.equal(
      text,
      lines(
        '# What would be sent for x.restore.json, decoded. This page follows the spec.',
        '# A note.',
        '',
        '[Request]',
        'Operation = CreateRestoreJob',
        'Version = 2017-09-08',
        'Method = POST',
        'Region = cn-hangzhou',
        'Host = hbr.cn-hangzhou.aliyuncs.com',
        '',
        '[Query parameters]',
        'RestoreType = ECS_FILE',
        'SourceType = ECS_FILE',
        'VaultId = v-1',
        'SnapshotId = s-1',
        'TargetContainer = {"host":"n"}',
        '  # {',
        '  #   "host": "n"',
        '  # }',
        '',
        '[Form body]',
        'TargetInstanceId = i-1',
        'TargetPath = " \\"\\u202e"',
        'Include = ["/a b","it\'s"]',
        '  # [',
        '  #   "/a b",',
        '  #   "it\'s"',
        '  # ]',
      ),
    );
  });

  it('a page that says that the region is chosen later, and that nothing is in the body', () => {
    const text = toPreview(callFrom(valid['OSS'] ?? {}), {}, 'x');
    assert.match(text, /^Region = \(region chosen at submit\)\nHost = \(region chosen at submit\)$/m);
    assert.match(text, /^\[Form body\]\n# nothing$/m);
    assert.match(text, /^TargetPrefix = ""$/m);
  });

  it('a page that says what is wrong in which line', () => {
    const call = callOf('{\n  "RestoreType": "OSS",\n  "Vault": 1\n}');
    assert.ok('wrong' in call);
    assert.deepEqual([...new Set(call.wrong.map(({ line }) => line))], [1, 3]);
    assert.match(toWrongPreview(call.wrong, 'x'), /^# x can't be sent as it is\.[^]*^# Line 3: Property Vault is not/m);
  });

  it('a command for the aliyun CLI', () => {
    assert.equal(
      write('cli', { ...ecs, SnapshotHash: '-x', TargetPath: '$(id) `id` ${HOME} "!\\', $region: 'cn-hangzhou' }),
      lines(
        'aliyun hbr CreateRestoreJob \\',
        '  --region cn-hangzhou \\',
        '  --RestoreType ECS_FILE \\',
        '  --SourceType ECS_FILE \\',
        '  --VaultId v-1 \\',
        '  --SnapshotId s-1 \\',
        `  --TargetContainer '{"host":"n"}' \\`,
        '  --SnapshotHash=-x \\',
        '  --TargetInstanceId i-1 \\',
        `  --TargetPath '$(id) \`id\` \${HOME} "!\\' \\`,
        `  --Include '["/a b","it'\\''s"]'`,
      ),
    );
  });

  it('a pipe in which the CLI signs and curl sends', () => {
    const text = write('curl', ecs);
    assert.match(text, /--method POST \\\n {2}--dryrun \|\nawk '/);
    assert.match(
      text,
      /\|\ncurl --config - --globoff --request POST \\\n {2}--data-urlencode 'TargetInstanceId=i-1' \\/,
    );
    assert.match(write('curl', valid['OSS'] ?? {}), /--request POST \\\n {2}--data ''\n$/);
  });

  it('a Terraform block, with what it cannot carry as comments', () => {
    assert.equal(
      write('terraform', {
        ...valid['NAS'],
        SnapshotHash: '${x} $${y} %{z} "\\',
        Edition: 'BASIC',
        TargetPath: 'u\u0308',
        CrossAccountUserId: 0,
        $region: 'cn-hangzhou',
      }),
      lines(
        '# terraform apply starts the restore. The provider adds a ClientToken, and sends again by itself where it failed.',
        'resource "alicloud_hbr_restore_job" "restore" {',
        '  restore_type = "NAS"',
        '  source_type = "NAS"',
        '  vault_id = "v-1"',
        '  snapshot_id = "s-1"',
        '  target_file_system_id = "005494"',
        '  # The provider reads this as China Standard Time (UTC+8), despite the Z.',
        '  target_create_time = "2019-04-04T11:08:33Z"',
        '  snapshot_hash = "$${x} \\u0024$${y} %%{z} \\"\\\\"',
        '  # Not carried by Terraform: the resource has no such attribute',
        '  # cloud-backup-restore: Edition = "BASIC"',
        '  # Not carried by Terraform: the provider takes 1 to 2^63 - 1',
        '  # cloud-backup-restore: CrossAccountUserId = "0"',
        '  # Not carried by Terraform: Terraform changes its characters (to Unicode NFC)',
        '  # cloud-backup-restore: TargetPath = "u\u0308"',
        '  # The region is the one of the provider block.',
        '  # cloud-backup-restore: $region = "cn-hangzhou"',
        '}',
      ),
    );
    const ots = write('terraform', { ...valid['OTS_TABLE'], OtsDetail: { OverwriteExisting: true } });
    assert.match(ots, /^ {2}ots_detail \{\n {4}overwrite_existing = true\n {2}\}$/m);
    assert.match(write('terraform', valid['OSS'] ?? {}), /sends no empty value\.\n {2}target_prefix = ""/);
    assert.match(write('terraform', valid['OSS'] ?? {}), /Terraform requires snapshot_hash/);
  });

  it('a program whose values are the strings that travel', () => {
    const text = write('typescript', { ...ecs, CrossAccountUserId: 1589750000004625, $region: 'cn-hangzhou' });
    assert.match(text, /^const region = "cn-hangzhou";$/m);
    assert.match(text, /^ {2}CrossAccountUserId: "1589750000004625",$/m);
    assert.match(text, /^ {2}TargetPath: "C:\\\\",$/m);
    assert.doesNotMatch(text, /accessKey|secret/i);
  });

  it('words that a real shell gives back as they were', function () {
    if (process.platform === 'win32') this.skip();
    const hostile = `'"\`id\`$(id)$HOME\${x}!\\\n\t#~*?[a]{b,c}&|;<>()=%\\'`;
    const command = write('cli', { ...ecs, TargetPath: hostile });
    const out = execFileSync('bash', ['-c', `aliyun() { printf '%s\\0' "$@"; }\n${command}`], { encoding: 'utf8' });
    const words = out.split('\0');
    assert.equal(words[words.indexOf('--TargetPath') + 1], hostile);
    assert.equal(words[words.indexOf('--Include') + 1], '["/a b","it\'s"]');
  });

  it('a pipe that gives curl the signed address of a real dry run', function () {
    if (process.platform === 'win32') this.skip();
    // The form of the CLI's own documentation (help.aliyun.com, "Simulate a call").
    const dryRun = `Skip invoke in dry-run mode, request is:
------------------------------------
POST /?AccessKeyId=a&Action=CreateRestoreJob&Signature=ni5D%2BS0UU%3D&Version=2017-09-08 HTTPS/1.1
Host: hbr.cn-hangzhou.aliyuncs.com
Accept-Encoding: identity
`;
    const fakes = `aliyun() { printf '%s' "$DRY_RUN"; }\ncurl() { cat; printf '<%s>' "$@"; }\n`;
    const run = (DRY_RUN: string) =>
      execFileSync('sh', ['-c', fakes + write('curl', ecs)], { encoding: 'utf8', env: { ...process.env, DRY_RUN } });
    assert.equal(
      run(dryRun),
      'url = "https://hbr.cn-hangzhou.aliyuncs.com/?AccessKeyId=a&Action=CreateRestoreJob&Signature=ni5D%2BS0UU%3D&Version=2017-09-08"\n' +
        '<--config><-><--globoff><--request><POST><--data-urlencode><TargetInstanceId=i-1>' +
        '<--data-urlencode><TargetPath=C:\\><--data-urlencode><Include=["/a b","it\'s"]>',
    );
    // Unsigned, nothing is called.
    assert.doesNotMatch(run(dryRun.replace(/Signature=[^&]*&/, '')), /^url/);
  });
});

/** What a text gives: the spec without its comments, and the names of what was left. */
function imported(text: string): { spec: unknown; left: string[] } {
  const found = importText(text);
  assert.ok(found && 'text' in found, JSON.stringify(found));
  const json = found.text.replace(/^\/\/.*\n/gm, '');
  return { spec: JSON.parse(json), left: found.left.map((line) => line.split(':')[0] ?? '') };
}

const head = 'aliyun hbr CreateRestoreJob';

const oddities: [what: string, text: string, spec: Record<string, unknown>, left?: string[]][] = [
  ['double quotes', `${head} --VaultId "v 1" --TargetPath "\\"\\$\\\\\\x"`, { VaultId: 'v 1', TargetPath: '"$\\\\x' }],
  ['pieces of a word', `${head} --TargetPath a' b'"c"\\ d`, { TargetPath: 'a bc d' }],
  ['bash quotes', `${head} --TargetPath $'a\\n\\x41\\u00e9\\'' --VaultId $"v"`, { VaultId: 'v', TargetPath: "a\nAé'" }],
  ['CRLF and tabs', `${head} \\\r\n\t--VaultId v \\\r\n --SnapshotId s\r\n`, { VaultId: 'v', SnapshotId: 's' }],
  ['an equals sign', `${head} --VaultId=v --TargetPath=a=b:c`, { VaultId: 'v', TargetPath: 'a=b:c' }],
  ['a prompt and a path', `$ /usr/bin/aliyun hbr CreateRestoreJob --VaultId v`, { VaultId: 'v' }],
  [
    'flags before the product',
    `aliyun -p x --secure hbr CreateRestoreJob --VaultId v`,
    { VaultId: 'v' },
    ['--profile'],
  ],
  [
    'a plugin command',
    'aliyun hbr create-restore-job --vault-id v --biz-region-id x',
    { VaultId: 'v' },
    ['--biz-region-id'],
  ],
  ['a comment', `# first\n${head} --VaultId v # --SnapshotId s`, { VaultId: 'v' }],
  ['a region', `${head} --VaultId v --region cn-x`, { VaultId: 'v', $region: 'cn-x' }],
  [
    'secrets',
    `K=s3cret ${head} --VaultId v --access-key-id AK --access-key-secret s3cret --sts-token=t`,
    { VaultId: 'v' },
    ['K', '--access-key-id', '--access-key-secret', '--sts-token'],
  ],
  [
    'what a shell would run or read',
    `${head} --VaultId "$(id ')')" --SnapshotId \`id\` --TargetPath $HOME --TargetBucket ~/x --Include file:///a --Exclude-FILE b --SnapshotHash \${a:-b}x --Edition BASIC`,
    { Edition: 'BASIC' },
    ['--VaultId', '--SnapshotId', '--TargetPath', '--TargetBucket', '--Include', '--Exclude-FILE', '--SnapshotHash'],
  ],
  ['quoted dollars', `${head} --VaultId '$x' --TargetPath "a\\$(b)"`, { VaultId: '$x', TargetPath: 'a$(b)' }],
  ['further commands', `${head} --VaultId v > out; rm -rf x`, { VaultId: 'v' }, ['…', '…']],
  ['unknown and repeated', `${head} --VaultId v --VaultId w --Foo 1`, { VaultId: 'v' }, ['VaultId', 'Foo']],
  ['no value', `${head} --VaultId v --SnapshotId --TargetPath`, { VaultId: 'v' }, ['--SnapshotId', '--TargetPath']],
  [
    'types',
    `${head} --InitiatedByAck true --TargetTime 007 --UdmDetail '{"forceRestore":false}' --Options '{ "a":1 }' --TargetPrefix ''`,
    {
      TargetPrefix: '',
      TargetTime: '007',
      UdmDetail: { forceRestore: false },
      InitiatedByAck: true,
      Options: '{ "a":1 }',
    },
  ],
  [
    'cmd.exe',
    `C:\\Users\\a>aliyun.exe hbr CreateRestoreJob ^\r\n --Include "[\\"C:\\\\x\\"]" ^\r\n --TargetPath "C:\\a b\\\\" --VaultId %V%`,
    { TargetPath: 'C:\\a b\\', Include: ['C:\\x'] },
    ['--VaultId'],
  ],
  [
    'curl',
    `curl -X POST 'https://hbr.cn-x.aliyuncs.com/?Action=CreateRestoreJob&VaultId=v%201&Signature=s&AccessKeyId=k' -H 'a: b' --data-urlencode 'TargetPath=/a&b=%20' -d 'Include=%5B%22%2Fa%22%5D' -d @f`,
    { VaultId: 'v 1', TargetPath: '/a&b=%20', Include: ['/a'], $region: 'cn-x' },
    ['-d'],
  ],
  ['a query', 'VaultId=v&TargetPath=%2Fa+b&Action=CreateRestoreJob', { VaultId: 'v', TargetPath: '/a b' }],
  [
    'a URL',
    'https://hbr-vpc.cn-x.aliyuncs.com/?VaultId=v&Timestamp=1&SecurityToken=t&ClientToken=c&x=1#f',
    { VaultId: 'v', $region: 'cn-x' },
    ['ClientToken', 'x'],
  ],
  ['a request line', 'POST /?VaultId=v&RegionId=cn-x HTTP/1.1', { VaultId: 'v', $region: 'cn-x' }],
  [
    'JSON',
    '// c\n{"VaultId": "v", "TargetTime": "5", "snapshotId": "s", "Include": ["/a"], "Options": "{}", "Edition": null, "InitiatedByAck": "false",}',
    { VaultId: 'v', SnapshotId: 's', TargetTime: 5, Include: ['/a'], InitiatedByAck: false, Options: {} },
    ['Edition'],
  ],
  [
    'Terraform',
    `provider "alicloud" {\n  region = "cn-x"\n}\nresource "alicloud_hbr_restore_job" "a" {
  vault_id = var.vault
  snapshot_id = "s-\${x}" // no
  snapshot_hash = "a" == "b"
  restore_type = "NAS" # yes
  target_create_time = "2021-07-09T15:45:30CST"
  cross_account_user_id = 1589750000004625
  include = jsonencode(["/a\\u00e9", "b"])
  options = <<-EOF
    {"includes": [],
     "n": 9007199254740993}
  EOF
  udm_detail = jsonencode({
    sourceInstanceId = "i" /* c */
    "forceRestore" : false,
  })
  target_path = <<EOT
$\${a} \\n
EOT
  exclude = null
  restore_job_id = "x"
  lifecycle {
    ignore_changes = [vault_id]
  }
  timeouts { create = "1m" }
}`,
    {
      RestoreType: 'NAS',
      TargetPath: '${a} \\n\n',
      TargetCreateTime: 1625816730,
      UdmDetail: { sourceInstanceId: 'i', forceRestore: false },
      Include: ['/aé', 'b'],
      CrossAccountUserId: 1589750000004625,
      Options: { includes: [], n: 9007199254740992 },
      $region: 'cn-x',
    },
    ['vault_id', 'snapshot_id', 'snapshot_hash', 'target_create_time', 'restore_job_id', 'lifecycle', 'timeouts'],
  ],
  [
    'an SDK call',
    `const r = new CreateRestoreJobRequest({ vaultId: 'v\\x41', snapshotId: id, include: JSON.stringify(['/a', \`b\`]),
      targetTime: 5, 'targetPath': \`\${x}\`, crossAccountUserId: 9223372036854775807n, restoreType: "NAS" + x, ...rest });`,
    { VaultId: 'vA', TargetTime: 5, Include: ['/a', 'b'], CrossAccountUserId: Number('9223372036854775807') },
    ['snapshotId', 'targetPath', 'restoreType', '…'],
  ],
];

describe('forms: what is read', () => {
  for (const [what, text, spec, left = []] of oddities) {
    it(`takes ${what}`, () => {
      const found = imported(text);
      assert.deepEqual(found.spec, spec);
      assert.deepEqual([...found.left].sort(), [...left].sort());
    });
  }

  it('names what was left without half of a character at the end', () => {
    const { left } = imported(JSON.stringify({ VaultId: 'v', [`${'x'.repeat(59)}\u{20000}y`]: '1' }));
    assert.deepEqual(left, ['x'.repeat(59)]);
  });

  it('repeats no value of what it leaves', () => {
    for (const [, text] of oddities) assert.doesNotMatch(JSON.stringify(importText(text)), /s3cret/);
    const left = importText(`${head} --VaultId v --access-key-secret s3cret --Secret s3cret s3cret`);
    assert.ok(left && 'text' in left && left.left.length === 3);
    assert.doesNotMatch(JSON.stringify(left), /s3cret/);
  });

  it('keeps each of 19 digits', () => {
    for (const text of [
      `${head} --CrossAccountUserId 9223372036854775807`,
      'CrossAccountUserId=9223372036854775807',
      '{"CrossAccountUserId": 9223372036854775807}',
      'resource "alicloud_hbr_restore_job" "a" { cross_account_user_id = 9223372036854775807 }',
    ]) {
      const found = importText(text);
      assert.ok(found && 'text' in found);
      assert.equal(found.text, '{\n  "CrossAccountUserId": 9223372036854775807\n}\n');
    }
  });

  for (const text of ['', ' ', 'hello', 'a=b', '# x', 'SELECT 1', 'C:\\>', 'https://example.com/?a=b', '"{}"', '[]']) {
    it(`takes ${JSON.stringify(text)} for none of the forms`, () => assert.equal(importText(text), undefined));
  }

  for (const [what, text] of [
    ['another operation', 'aliyun hbr DeleteVault --VaultId v'],
    ['another product', 'aliyun ecs CreateRestoreJob --VaultId v'],
    ['another operation in a query', 'Action=DeleteVault&VaultId=v'],
    ['an open quote', `${head} --VaultId 'v`],
    ['broken JSON', '{"VaultId": '],
    ['JSON of something else', '{"a": 1}'],
    ['a command without parameters', head],
  ] as const) {
    it(`refuses ${what}, with a reason`, () => {
      const found = importText(text);
      assert.ok(found && 'refused' in found);
      assert.match(found.refused, /\.$/);
    });
  }

  it('never throws and never hangs, wherever a text is cut or broken', () => {
    const texts = [
      ...oddities.map(([, text]) => text),
      ...(['cli', 'curl', 'terraform', 'typescript'] as const).map((form) => write(form, ecs)),
    ];
    for (const text of texts) {
      for (let at = 0; at < text.length; at += 3) {
        importText(text.slice(0, at));
        for (const inserted of ['"', "'", '`', '${', '{', ')', '\\', '<<A\n'])
          importText(text.slice(0, at) + inserted + text.slice(at));
      }
    }
    for (const part of ['[', '{', '(', '$(', '"', "'", '\\', 'a=1&', '<<A\n', '/*', '`', 'x = [', 'a {']) {
      for (const begin of [
        '',
        `${head} --VaultId `,
        'resource "alicloud_hbr_restore_job" "a" {\n',
        'callApi CreateRestoreJob query = {a: ',
        '{"a":',
      ]) {
        importText(begin + part.repeat(20_000));
      }
    }
  });
});
