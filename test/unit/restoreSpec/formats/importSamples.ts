/** Texts to import, by the file that reads what is particular about them. */

const head = 'aliyun hbr CreateRestoreJob';
const block = 'resource "alicloud_hbr_restore_job" "x" {\n vault_id = "v"\n';

type Sample = [what: string, text: string, spec: Record<string, unknown>, skipped?: string[]];

const samplesByReader = {
  posixShell: [
    [
      'braces that a shell expands, and others',
      `${head} --VaultId v --TargetPath /data/{a,b} --TargetPrefix x{1..3} --Options {"a":1,"b":2} --SnapshotHash a{b}c,d..e --TargetBucket "{a,b}"'{c,d}'\\{e,f} --SnapshotId {,`,
      { VaultId: 'v', SnapshotHash: 'a{b}c,d..e', TargetBucket: '{a,b}{c,d}{e,f}', SnapshotId: '{,' },
      ['--TargetPath', '--TargetPrefix', '--Options'],
    ],
    [
      'bytes that are no UTF-8',
      `${head} --VaultId v --TargetPath $'/data/\\xc4\\xe3' --TargetPrefix=$'\\xe4\\xbd\\xa0'`,
      { VaultId: 'v', TargetPrefix: '你' },
      ['--TargetPath'],
    ],
    [
      'double quotes',
      `${head} --VaultId "v 1" --TargetPath "\\"\\$\\\\\\x"`,
      { VaultId: 'v 1', TargetPath: '"$\\\\x' },
    ],
    ['pieces of a word', `${head} --TargetPath a' b'"c"\\ d`, { TargetPath: 'a bc d' }],
    [
      'bash quotes',
      `${head} --TargetPath $'a\\n\\x41\\u00e9\\'' --VaultId $"v"`,
      { VaultId: 'v', TargetPath: "a\nAé'" },
    ],
    ['CRLF and tabs', `${head} \\\r\n\t--VaultId v \\\r\n --SnapshotId s\r\n`, { VaultId: 'v', SnapshotId: 's' }],
    ['a comment', `# first\n${head} --VaultId v # --SnapshotId s`, { VaultId: 'v' }],
    ['quoted dollars', `${head} --VaultId '$x' --TargetPath "a\\$(b)"`, { VaultId: '$x', TargetPath: 'a$(b)' }],
  ],
  windowsShell: [
    [
      'bare paths of cmd.exe on one line',
      `${head} --TargetPath C:\\restore --VaultId v`,
      { VaultId: 'v', TargetPath: 'C:\\restore' },
    ],
    [
      'a path of a POSIX shell',
      `${head} --TargetPath C:\\\\restore --VaultId v`,
      { VaultId: 'v', TargetPath: 'C:\\restore' },
    ],
    ['a path in quotes', `${head} --TargetPath 'C:\\restore'`, { TargetPath: 'C:\\restore' }],
    [
      'here-strings of PowerShell',
      `PS C:\\> ${head} --VaultId v --Include @'\r\n["/it's"]\r\n'@ --TargetPath @"\n$x\n"@ --SnapshotId @"\ns\nt\n"@ --TargetPrefix @'\n'@`,
      { VaultId: 'v', Include: ["/it's"], SnapshotId: 's\nt', TargetPrefix: '' },
      ['--TargetPath'],
    ],
    [
      'lines of PowerShell',
      `${head} \`\n  --TargetPath C:\\restore \`\r\n  --Include '[\\"/home\\"]' --VaultId v\`-1`,
      { VaultId: 'v-1', TargetPath: 'C:\\restore', Include: ['/home'] },
    ],
    [
      'quotes of PowerShell without its lines',
      `PS C:\\> ${head} --Include '[\\"/it''s\\"]' --SnapshotId "a\`"b" --VaultId $vault --TargetPath "$HOME\\x"`,
      { Include: ["/it's"], SnapshotId: 'a"b' },
      ['--VaultId', '--TargetPath'],
    ],
    [
      'a bare path beside single quotes, as PowerShell has them',
      `${head} --TargetPath \\\\host\\share --VaultId 'v'`,
      { VaultId: 'v', TargetPath: '\\\\host\\share' },
    ],
    [
      'cmd.exe',
      `C:\\Users\\a>aliyun.exe hbr CreateRestoreJob ^\r\n --Include "[\\"C:\\\\x\\"]" ^\r\n --TargetPath "C:\\a b\\\\" --VaultId %V%`,
      { TargetPath: 'C:\\a b\\', Include: ['C:\\x'] },
      ['--VaultId'],
    ],
  ],
  readCli: [
    [
      'a command that a browser copied for cmd.exe',
      String.raw`curl ^"https://hbr.cn-x.aliyuncs.com/^" ^
  -H ^"content-type: application/x-www-form-urlencoded^" ^
  --data-raw ^"Action=CreateRestoreJob^&VaultId=v^&TargetPath=^%^2Frestored ^%^22x^%^22^&Include=^[^\^"a b^\^"^]^"`,
      { VaultId: 'v', TargetPath: '/restored "x"', Include: ['a b'], $region: 'cn-x' },
    ],
    [
      'carets in front of quotes',
      `${head} --VaultId v --Include ^"[\\^"/ho me\\^"]^" --TargetPath ^"C:\\my dir^" --TargetPrefix a^ b`,
      { VaultId: 'v', Include: ['/ho me'], TargetPath: 'C:\\my dir', TargetPrefix: 'a' },
      ['…'],
    ],
    [
      'encoded bytes and variables of cmd.exe',
      `C:\\>curl hbr.cn-x.aliyuncs.com -d "VaultId=v&TargetPath=%2Fhome%2Fa%20b&Include=%5B%22a%22%5D" -d SnapshotId=%ID% -d "TargetBucket=%2F%X%"`,
      { VaultId: 'v', TargetPath: '/home/a b', Include: ['a'], $region: 'cn-x' },
      ['-d', '-d'],
    ],
    [
      'a command of cmd.exe whose quotes are missing',
      `C:\\>${head} --VaultId v --TargetPath ^"/a b&Include=x`,
      { VaultId: 'v', TargetPath: '/a b' },
      ['Include'],
    ],
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
    [
      'a command behind one that sets the CLI up',
      `aliyun configure set --profile a --region cn-y\n${head} --VaultId v --region cn-x`,
      { VaultId: 'v', $region: 'cn-x' },
      ['…'],
    ],
    ['a command behind one of curl', `curl -s https://x.y/z\n${head} --VaultId v`, { VaultId: 'v' }, ['…']],
    [
      'a signed call behind other commands',
      `aliyun configure list; curl https://hbr.cn-x.aliyuncs.com -d 'Action=CreateRestoreJob&VaultId=v'`,
      { VaultId: 'v', $region: 'cn-x' },
      ['…'],
    ],
    [
      'a sign that ends the command where quotes are missing',
      `X=1; SnapshotId=s; ${head} --VaultId v --TargetPath /a&b=c&Include=["/a"]`,
      { VaultId: 'v', TargetPath: '/a' },
      ['SnapshotId', 'b', 'Include'],
    ],
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
  ],
  readCurl: [
    [
      'bytes that are no UTF-8',
      `curl hbr.cn-x.aliyuncs.com -d VaultId=v -d TargetPath=%C4%E3 -d $'TargetPrefix=\\xc4'`,
      { VaultId: 'v', $region: 'cn-x' },
      ['TargetPath', '-d'],
    ],
    [
      'a body whose quotes are missing',
      `curl https://hbr.cn-x.aliyuncs.com/ -d Exclude=[]&Include=["photos/a"] -d VaultId=v&Timestamp=1`,
      { Exclude: [], $region: 'cn-x' },
      ['Include', 'VaultId', 'Timestamp', '…'],
    ],
    [
      'an address that names no region, with an end that is not sent',
      `curl 'http://example.com/?VaultId=v&TargetPrefix=team#1/&Include=["a"]'`,
      { VaultId: 'v', TargetPrefix: 'team' },
      ['$region', '#'],
    ],
    [
      'a form of parts',
      'curl https://hbr.cn-hangzhou.aliyuncs.com/ -d RestoreType=NAS -F VaultId=v-1',
      { RestoreType: 'NAS', VaultId: 'v-1', $region: 'cn-hangzhou' },
    ],
    [
      'parts with a type, with quotes, of a file, and literal ones',
      `curl hbr.cn-hangzhou.aliyuncs.com -F 'VaultId=v;type=text/plain' -F 'SnapshotId="s;1"' -FTargetBucket=b -F TargetPath=@f --form-string 'TargetPrefix=@a;b'`,
      { VaultId: 'v', SnapshotId: 's;1', TargetBucket: 'b', TargetPrefix: '@a;b', $region: 'cn-hangzhou' },
      ['TargetPath'],
    ],
    [
      'flags of one letter in a row, with the value attached',
      `curl -sSdVaultId=v -XPOST -dSnapshotId=s -H a:b -o f -dTargetBucket=b https://hbr.cn-x.aliyuncs.com`,
      { VaultId: 'v', SnapshotId: 's', TargetBucket: 'b', $region: 'cn-x' },
    ],
    [
      'JSON',
      `curl --json '{"VaultId":"v","Include":["/a"]}' -d '{"SnapshotId":"s"}' --json '{x' --json @f`,
      { VaultId: 'v', SnapshotId: 's', Include: ['/a'] },
      ['--json', '--json'],
    ],
    [
      'a query beside the address',
      `curl --url-query VaultId=a&b --url-query 'SnapshotId=a&b' --url-query '+TargetBucket=b%20c' --url-query @f https://hbr.cn-x.aliyuncs.com`.replace(
        'a&b ',
        "'a&b' ",
      ),
      { VaultId: 'a&b', SnapshotId: 'a&b', TargetBucket: 'b c', $region: 'cn-x' },
      ['--url-query'],
    ],
    [
      'what is left of it',
      `curl --unknown x --data-urlencode VaultId -K c -T f -d SnapshotId=s -: -d VaultId=v`,
      { SnapshotId: 's' },
      ['--unknown', '…', '--data-urlencode', '-K', '-T', '-'],
    ],
    [
      'curl',
      `curl -X POST 'https://hbr.cn-x.aliyuncs.com/?Action=CreateRestoreJob&VaultId=v%201&Signature=s&AccessKeyId=k' -H 'a: b' --data-urlencode 'TargetPath=/a&b=%20' -d 'Include=%5B%22%2Fa%22%5D' -d @f`,
      { VaultId: 'v 1', TargetPath: '/a&b=%20', Include: ['/a'], $region: 'cn-x' },
      ['-d'],
    ],
  ],
  readQuery: [
    [
      'bytes that are no UTF-8',
      'VaultId=v&TargetPath=/data/%C4%E3&%ff=1&TargetPrefix=%e4%bd%a0%EF%BB%BF',
      { VaultId: 'v', TargetPrefix: '你\ufeff' },
      ['TargetPath', '%ff'],
    ],
    ['a query', 'VaultId=v&TargetPath=%2Fa+b&Action=CreateRestoreJob', { VaultId: 'v', TargetPath: '/a b' }],
    [
      'a URL',
      'https://hbr-vpc.cn-x.aliyuncs.com/?VaultId=v&Timestamp=1&SecurityToken=t&ClientToken=c&x=1#f',
      { VaultId: 'v', $region: 'cn-x' },
      ['ClientToken', 'x', '#'],
    ],
    ...[
      '#1/&Include=["a"]',
      ' folder/restored/&Include=["a"]',
      '#1/\n&Include=["a"]',
      '#1/&\n  Include=["a"]',
      '#1/\nInclude=["a"]',
    ].map((rest): Sample => [
      `a query that goes on with ${JSON.stringify(rest)}`,
      `VaultId=v&TargetPrefix=team${rest}`,
      { VaultId: 'v', TargetPrefix: rest.startsWith('#') ? 'team#1/' : 'team folder/restored/', Include: ['a'] },
    ]),
    [
      'an address that is wrapped, with comments, and one whose end is not sent',
      '# job\nhttps://hbr.cn-x.aliyuncs.com/\n  ?Action=CreateRestoreJob\n  &VaultId=v\n# &VaultId=w\n  &TargetPrefix=team#1/&Include=["a"]',
      { VaultId: 'v', TargetPrefix: 'team', $region: 'cn-x' },
      ['#'],
    ],
    [
      'a value that is cut at the end of a line, and prose',
      'VaultId=v&TargetPath=/rest\nored&Include=["a"]\n\nThen wait for it.',
      { VaultId: 'v', Include: ['a'] },
      ['TargetPath', '…'],
    ],
    ['a value with a question mark that is cut', '/?VaultId=v&TargetPath=/a?b\nc', { VaultId: 'v' }, ['TargetPath']],
    [
      'an address of another host',
      'https://example.com/?VaultId=v&TargetPath=/a b',
      { VaultId: 'v', TargetPath: '/a b' },
      ['$region'],
    ],
    [
      'a host with a user and a port',
      'https://u:p@HBR.cn-x.aliyuncs.com:443/?VaultId=v',
      { VaultId: 'v', $region: 'cn-x' },
    ],
    [
      'an HTTP request with a form body',
      'POST /?Action=CreateRestoreJob&VaultId=v&TargetPrefix=my folder/ HTTP/1.1\r\nHost: hbr.cn-x.aliyuncs.com:443\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nInclude=%5B%22photos%2Fa%22%5D\r\n&Exclude=%5B%22x%22%5D\r\n',
      { VaultId: 'v', TargetPrefix: 'my folder/', Include: ['photos/a'], Exclude: ['x'], $region: 'cn-x' },
    ],
    [
      'an HTTP request whose parameters are in its body alone, as JSON',
      'post / HTTP/2\nhost: hbr.cn-x.aliyuncs.com\nx-acs-action: CreateRestoreJob\nnot a header\n\n{"VaultId": "v",\n "Include": ["a"]}',
      { VaultId: 'v', Include: ['a'], $region: 'cn-x' },
      ['…'],
    ],
    [
      'an HTTP request as editors have it, with a body of parts',
      'POST https://hbr.cn-x.aliyuncs.com/\n  ?Action=CreateRestoreJob\n  &VaultId=v HTTP/1.1\nContent-Type: multipart/form-data; boundary=b\n\n--b\nContent-Disposition: form-data; name="Include"\n\n["a"]\n--b--',
      { VaultId: 'v', $region: 'cn-x' },
      ['…', '…'],
    ],
    ['a request line', 'POST /?VaultId=v&RegionId=cn-x HTTP/1.1', { VaultId: 'v', $region: 'cn-x' }],
    ['a request line of an old tool', 'GET /api/?VaultId=v&Include=["a b"]', { VaultId: 'v', Include: ['a b'] }],
    [
      'pairs of a query without a name or a value, and percent signs that stand for themselves',
      '?VaultId=v&&TargetPath=%2F100%+%e4%b8%ad=%3D%&SnapshotHash',
      { VaultId: 'v', TargetPath: '/100% 中==%', SnapshotHash: '' },
      [],
    ],
  ],
  readJson: [
    [
      'JSON',
      '// c\n{"VaultId": "v", "TargetTime": "5", "snapshotId": "s", "Include": ["/a"], "Options": "{}", "Edition": null, "InitiatedByAck": "false",}',
      { VaultId: 'v', SnapshotId: 's', TargetTime: 5, Include: ['/a'], InitiatedByAck: false, Options: {} },
      ['Edition'],
    ],
  ],
  readTerraform: [
    [
      'the provider without an alias, behind one with an alias',
      `provider "alicloud" {\n alias = "dr"\n region = "cn-beijing"\n}\nprovider "alicloud" {\n region = "cn-hangzhou"\n}\n${block}}`,
      { VaultId: 'v', $region: 'cn-hangzhou' },
    ],
    ...['alicloud.dr', '"alicloud.dr"'].map((provider): Sample => [
      `the provider ${provider}`,
      `${block} provider = ${provider}\n}\nprovider "alicloud" {\n region = "cn-hangzhou"\n}\nprovider "alicloud" {\n alias = "dr"\n region = "cn-beijing"\n}`,
      { VaultId: 'v', $region: 'cn-beijing' },
    ]),
    [
      'a provider that the text does not have',
      `${block} provider = alicloud.dr\n}\nprovider "alicloud" {\n region = "cn-hangzhou"\n}`,
      { VaultId: 'v' },
      ['provider'],
    ],
    [
      'no provider and no resource of a comment',
      `# provider "alicloud" { region = "cn-a" }\n/* ${block} */\n${block}}\nprovider "alicloud" {\n # region = "cn-b"\n region = var.region\n}`,
      { VaultId: 'v' },
      ['region'],
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
      [
        ...['vault_id', 'snapshot_id', 'snapshot_hash', 'target_create_time', 'exclude', 'restore_job_id', 'lifecycle'],
        'timeouts',
      ],
    ],
    [
      'a here-document with a template, lines like attributes in it',
      `${block} include = <<E\n source_type = "x"\n \${var.x}\nE\n restore_type = "NAS"\n}`,
      { RestoreType: 'NAS', VaultId: 'v' },
      ['include'],
    ],
    ...(
      [
        ['a changed line of a plan', '~ snapshot_hash = "old" -> "new" # forces replacement', {}, ['snapshot_hash']],
        ['a removed line of a plan', '- snapshot_hash = "old" -> null', {}, ['snapshot_hash']],
        ['an added line of a plan', '+ snapshot_hash = "h"', { SnapshotHash: 'h' }, []],
        ['an unknown line of a plan', '+ snapshot_hash = (known after apply)', {}, ['snapshot_hash']],
        ['a comma', 'snapshot_hash = "h",', { SnapshotHash: 'h' }, []],
        ['a semicolon', 'snapshot_hash = var.h; source_type = "OSS"', { SourceType: 'OSS' }, ['snapshot_hash']],
        ['a second attribute', 'snapshot_hash = var.h source_type = "OSS"', { SourceType: 'OSS' }, ['snapshot_hash']],
        ['a second literal', 'snapshot_hash = "h" source_type = "OSS"', { SnapshotHash: 'h', SourceType: 'OSS' }, []],
        ['a name in quotes', '"snapshot_hash" = "h"', { SnapshotHash: 'h' }, []],
        ['a colon', 'snapshot_hash: "h"', {}, ['snapshot_hash']],
        ['a division', 'target_time = 1642496881000 / 1000', {}, ['target_time']],
        ['a division in a list', 'exclude = [1 / 2]', {}, ['exclude']],
        ['a bracket too many', 'snapshot_hash = f("a"))]', {}, ['snapshot_hash', '…']],
        ['signs', '@@ ) ] $', {}, ['…']],
        ['a mark of a merge', '<<<<<<< ours', {}, ['…']],
        ['what is in a block of it', 'ots_detail {\n ~ a = 1\n b {}\n}', {}, ['ots_detail.a', 'ots_detail.b']],
        ['too many levels', `${'a {\n'.repeat(12)}vault_id = "w"\n${'}\n'.repeat(12)}`, {}, ['a']],
      ] satisfies [string, string, object, string[]][]
    ).map(([what, line, spec, skipped]): Sample => {
      const text = `${block} ${line}\n include = jsonencode(["a"])\n}`;
      return [`lines of HCL with ${what}`, text, { VaultId: 'v', Include: ['a'], ...spec }, skipped];
    }),
    ['a block that is cut off', `${block} options = {}`, { VaultId: 'v', Options: {} }, ['resource']],
    [
      'a region in a line that is not understood',
      `provider "alicloud" {\n ~ region = "cn-x" -> "cn-y"\n}\n${block}}`,
      { VaultId: 'v' },
      ['provider'],
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
  ],
  readTypeScript: [
    [
      "the vendor's program with its own names",
      `import Client, * as $hbr20170908 from '@alicloud/hbr20170908';\nconst r = new $hbr20170908.CreateRestoreJobRequest({ vaultId: "v" });\nr.targetPath = "/a";\nr.include = JSON.stringify(["/b"]);\nr.snapshotId = process.env.SNAPSHOT;\nr.snapshotHash = "a"\n  + "b";\nconfig.endpoint = "hbr.cn-x.aliyuncs.com";`,
      { VaultId: 'v', TargetPath: '/a', Include: ['/b'], $region: 'cn-x' },
      ['snapshotId', 'snapshotHash'],
    ],
    [
      "the vendor's program of the console",
      `// region = "cn-y"\nlet params = new $OpenApi.Params({ action: "CreateRestoreJob" });\nlet queries : {[key: string ]: any} = { };\nqueries["VaultId"] = "v";\nqueries['SnapshotId'] = 's'; // queries["SnapshotHash"] = "h"\nlet body : {[key: string ]: any} = { };\nbody["TargetPath"] = "/a";\nqueries[name] = "x";\nlet request = new $OpenApi.OpenApiRequest({ query: OpenApiUtil.query(queries), body: body });`,
      { VaultId: 'v', SnapshotId: 's', TargetPath: '/a' },
      ['…'],
    ],
    [
      'a request that is made empty, and filled',
      `let job: CreateRestoreJobRequest = new CreateRestoreJobRequest();\njob.vaultId = 'v'\njob.other = 'x'\nother.x = 'y'\nother.snapshotId = 's'`,
      { VaultId: 'v' },
      ['other', 'other.snapshotId'],
    ],
    [
      'a request of an object that is not known',
      `function fill(job) {\njob.vaultId = 'v';\n}\nconst job = new CreateRestoreJobRequest;`,
      { VaultId: 'v' },
    ],
    [
      'the last of several values, and none where that is computed',
      `const r = new CreateRestoreJobRequest({ vaultId: "w", targetPath: "/", include: "a", exclude: "b" });\nr.vaultId = "v";\nr.targetPath = process.env.X;\nr.include = null;\nrunner.exclude = ["node_modules"];\nui.options = {a: 1};`,
      { VaultId: 'v', Exclude: 'b' },
      ['vaultId', 'targetPath', 'include', 'include', 'runner.exclude', 'ui.options'],
    ],
    [
      'the first of two requests',
      `const a = new CreateRestoreJobRequest({ vaultId: "v" });\na.targetPath = "/a";\nlet b = new CreateRestoreJobRequest({ vaultId: "w", include: "x" });\nb.snapshotId = "s";`,
      { VaultId: 'v', TargetPath: '/a' },
      ['…'],
    ],
    [
      'requests that are made of something else',
      `const r = new CreateRestoreJobRequest(job);\nr.vaultId = "v";\nObject.assign(r, job);`,
      { VaultId: 'v' },
      ['…', '…'],
    ],
    [
      'a sum and a division',
      `const r = new CreateRestoreJobRequest();\nr.vaultId = "v"\nr.targetTime = 1642496881000 / 1000;\nr.snapshotId = "s"\n  / 2;\nr.targetCreateTime = 5 // s\n`,
      { VaultId: 'v', TargetCreateTime: 5 },
      ['targetTime', 'snapshotId'],
    ],
    [
      "the service's region, not that of another client",
      `const ecs = new Ecs({ regionId: "cn-beijing" });\nconst hbr = new Client({ endpoint: "hbr.cn-x.aliyuncs.com" });\nconst r = new CreateRestoreJobRequest({ vaultId: "v" });`,
      { VaultId: 'v', $region: 'cn-x' },
    ],
    [
      'Python',
      String.raw`# -*- coding: utf-8 -*-
from alibabacloud_tea_openapi.models import OpenApiRequest

def main():
    """Starts CreateRestoreJob.
    body["Exclude"] = "[]"
    """
    config = Config(region_id="cn-x")  # region_id="cn-y"
    queries = {}
    queries["VaultId"] = "v"  # queries["VaultId"] = "w"
    #queries["SnapshotId"] = "s"
    queries["TargetTime"] = 1642496881000 // 1000
    queries["TargetPath"] = 'C:\data\x41\101\U0001F600'
    queries["SnapshotHash"] = "\N{DASH}"
    queries["TargetCreateTime"] = 5
    queries.update(more)
    body = {"TargetPrefix": """a""", # "Options": "{}",
        "Include": json.dumps(["/a"])}
    # body["TargetPath"] = "/"
    request = OpenApiRequest(query=OpenApiUtilClient.query(queries), body=body)`,
      {
        VaultId: 'v',
        TargetPath: 'C:\\dataAA\u{1F600}',
        TargetPrefix: 'a',
        TargetCreateTime: 5,
        Include: ['/a'],
        $region: 'cn-x',
      },
      ['TargetTime', 'SnapshotHash', '…'],
    ],
    [
      'keyword arguments of Python',
      String.raw`from alibabacloud_hbr20170908 import models as hbr_20170908_models

create_restore_job_request = hbr_20170908_models.CreateRestoreJobRequest(
    restore_type='ECS_FILE',  # vault_id='w'
    vault_id = 'v', snapshot_id=os.environ['ID'],
    target_path='C:\data', # a folder
    include=json.dumps(['/a', "it's"]),
    options={'UseVSS': True, 'includes': None},
    snapshot_hash=None,
    initiated_by_ack=False,
    target_instance_id='i-' + name,
    cross_account_user_id=9223372036854775807,
    exclude='["/b"]' if x else None,
    **more
)
create_restore_job_request.edition = 'BASIC'
runtime = util_models.RuntimeOptions(read_timeout=5)`,
      {
        RestoreType: 'ECS_FILE',
        VaultId: 'v',
        TargetPath: 'C:\\data',
        Include: ['/a', "it's"],
        Options: { UseVSS: true, includes: null },
        InitiatedByAck: false,
        CrossAccountUserId: Number('9223372036854775807'),
        Edition: 'BASIC',
      },
      ['snapshot_id', 'snapshot_hash', 'target_instance_id', 'exclude', '…'],
    ],
    [
      'keyword arguments alone, which say that it is Python',
      String.raw`CreateRestoreJobRequest(vault_id='v', target_path='C:\data')`,
      { VaultId: 'v', TargetPath: 'C:\\data' },
    ],
    [
      'other arguments than keywords',
      `models.CreateRestoreJobRequest(**job)\nmodels.CreateRestoreJobRequest(vault_id == 'v')\nOpenApiRequest(query = {VaultId: "v"})`,
      { VaultId: 'v' },
      ['…', '…'],
    ],
    [
      'lines of Python without what says so',
      `OpenApiRequest CreateRestoreJob\nqueries = {"VaultId": "v", # "SnapshotId": "s",\n "RestoreType": "NAS"}\n#queries["SnapshotId"] = "s"\n`,
      { VaultId: 'v', RestoreType: 'NAS' },
    ],
    [
      'private fields of a class, and lines that were taken out',
      `class Job {\n  #query = { VaultId: "v" };\n  # query.TargetPath = "/";\n}\nconst r = new CreateRestoreJobRequest();`,
      { VaultId: 'v' },
    ],
    [
      'an SDK call',
      `const r = new CreateRestoreJobRequest({ vaultId: 'v\\x41', snapshotId: id, include: JSON.stringify(['/a', \`b\`]),
      targetTime: 5, 'targetPath': \`\${x}\`, crossAccountUserId: 9223372036854775807n, restoreType: "NAS" + x, ...rest });`,
      { VaultId: 'vA', TargetTime: 5, Include: ['/a', 'b'], CrossAccountUserId: Number('9223372036854775807') },
      ['snapshotId', 'targetPath', 'restoreType', '…'],
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
  ],
} satisfies Record<string, Sample[]>;

export const importSamples: Readonly<Record<keyof typeof samplesByReader, readonly Sample[]>> = samplesByReader;
