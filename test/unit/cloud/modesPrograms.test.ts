import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { keysFromProgram } from '../../../src/cloud/credentials/program.ts';
import { splitCommand } from '../../../src/cloud/credentials/command.ts';
import { planFor } from '../../../src/cloud/credentials/planFor.ts';
import { consentsFor, consentsOf } from '../../../src/cloud/consent.ts';
import { holdsCanary, marked, writeSecrets } from '../../hosts/canary.ts';
import { createSigner } from '../../../src/cloud/signing.ts';
import { failure, withHome } from './helpers.ts';
import { arn, assertSigns, given, profileNamed, refusal, role, textOf, withProfiles } from './modesHelpers.ts';
import { createSts, inMinutes, json, vendorKeys } from '../standIns.ts';

describe('cloud: programs and addresses of a profile', () => {
  const program = (command: string) => ({ name: 'p', mode: 'External', process_command: command });
  const node = JSON.stringify(process.execPath);

  it('are neither run nor asked before that is allowed', async () => {
    const hosts = { 'http://uri.test': json(200, vendorKeys(given, inMinutes(60))) };
    const uri = `http://user:${marked('password.')}@uri.test/keys?token=${marked('uri.')}`;
    const chained = { name: 'p', mode: 'ChainableRamRoleArn', source_profile: 'q', ram_role_arn: arn };
    for (const [profiles, pattern, text] of [
      [
        [program(`touch owned ${marked('argument.')}`)],
        /runs the program touch to/,
        `touch owned ${marked('argument.')}`,
      ],
      [[{ name: 'p', mode: 'CredentialsURI', credentials_uri: uri }], /asks http:\/\/uri\.test\/keys for/, uri],
      [[chained, { ...program('touch owned'), name: 'q' }], /runs the program touch/, 'touch owned'],
    ] as const) {
      await withProfiles(profiles, hosts, async ({ requests }, home) => {
        const [consent] = await consentsFor(profileNamed('p'));
        assert.ok(consent);
        assert.equal(consent.text, text);
        assert.ok(!holdsCanary(consent.key));
        assert.match(textOf(await refusal(() => false)), pattern);
        assert.match(textOf(await refusal((key) => key !== consent.key)), /nobody has allowed yet.*"Select Profile"/);
        await assert.rejects(access(join(home, 'owned')));
        assert.equal(requests.length, 0);
      });
    }
  });

  it('are asked about where another host stands in for STS, one after the other', async () => {
    const service = createSts([given]);
    const hosts = {
      'https://sts.example': service.answer,
      'http://uri.test': json(200, vendorKeys(given, inMinutes(60))),
    };
    const chained = { name: 'p', mode: 'ChainableRamRoleArn', source_profile: 'q', ram_role_arn: arn };
    const source = { name: 'q', mode: 'CredentialsURI', credentials_uri: 'http://uri.test/' };
    const env = { ALIBABA_CLOUD_STS_ENDPOINT: 'sts.example' };
    await withProfiles(
      [chained, source],
      hosts,
      async ({ requests }) => {
        const consents = await consentsFor(profileNamed('p'));
        assert.deepEqual(
          consents.map(({ text }) => text),
          ['http://uri.test/', 'https://sts.example'],
        );
        const [first, second] = consents.map(({ key }) => key);
        assert.match(textOf(await refusal((key) => key === first)), /asks https:\/\/sts\.example\/? for its keys/);
        assert.match(textOf(await refusal((key) => key === second)), /asks http:\/\/uri\.test\/? for its keys/);
        assert.equal(requests.length, 0);
        await assertSigns(
          profileNamed('p'),
          () => service.last,
          () => true,
        );
      },
      env,
    );
    const role = {
      ALIBABA_CLOUD_ROLE_ARN: arn,
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'x',
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: 't',
    };
    await withHome({ profiles: [] }, { ...env, ...role }, async (home) => {
      const { key } = (await consentsFor({ kind: 'environmentOidc' }, home))[0] ?? {};
      assert.match(key ?? '', /^[0-9a-f]{64}$/);
      const plan = await planFor({ kind: 'environmentOidc' }, 'shown otherwise', process.env, home);
      assert.equal(consentsOf(plan, { home })[0]?.key, key);
    });
  });

  it('are asked about again when they change, and by each profile', async () => {
    const place = { host: 'one', home: '/root' };
    const keyOf = async (profile: object, name = 'p') => {
      let key: string | undefined;
      await withProfiles([profile], {}, async () => {
        key = consentsOf(await planFor(profileNamed(name), name), place)[0]?.key;
      });
      return key;
    };
    const first = await keyOf(program('give keys'));
    assert.match(first ?? '', /^[0-9a-f]{64}$/);
    assert.equal(await keyOf(program('give keys')), first);
    assert.notEqual(await keyOf(program('give  keys')), first);
    assert.equal(await keyOf(role), undefined);
    assert.notEqual(await keyOf({ ...program('give keys'), name: 'q' }, 'q'), first);
  });

  it('are asked about again on another machine and in another home, though one state of VS Code has the answers', async () => {
    const give = { kind: 'program' as const, profile: 'p', command: 'give keys', home: '/root' };
    const address = { kind: 'address' as const, profile: 'p', address: 'http://127.0.0.1:80/keys' };
    const session = { roleArn: arn, sessionName: 's', seconds: 900, stsHost: 'sts.aliyuncs.com' };
    for (const plan of [give, address, { kind: 'role' as const, profile: 'q', by: address, ...session }]) {
      const keyOn = (host: string, home: string) => consentsOf(plan, { host, home })[0]?.key;
      const first = keyOn('one', '/root');
      assert.match(first ?? '', /^[0-9a-f]{64}$/);
      assert.equal(keyOn('one', '/root'), first);
      const others = [keyOn('two', '/root'), keyOn('one', '/home/me'), keyOn('one/root', ''), keyOn('', 'one/root')];
      assert.equal(new Set([first, ...others]).size, 5);
      assert.equal(consentsOf(plan)[0]?.key, keyOn(hostname(), plan === give ? '/root' : homedir()));
    }
    await withProfiles(
      [{ name: 'p', mode: 'CredentialsURI', credentials_uri: address.address }],
      {},
      async (_, home) => {
        const here = await consentsFor(profileNamed('p'));
        assert.deepEqual(here, consentsOf(address, { host: hostname(), home }));
        assert.deepEqual(await consentsFor(profileNamed('p'), home), here);
      },
    );
  });

  it('are run anew once what was odd in their keys is mended', async () => {
    const keys = { mode: 'StsToken', access_key_id: 'STS.1', access_key_secret: marked('s.'), sts_token: marked('t.') };
    const command = `${process.execPath} keys.mjs`;
    await withHome({ profiles: [{ name: 'p', mode: 'External', process_command: command }] }, {}, async (home) => {
      const give = (given: object) =>
        writeSecrets(`${home}/keys.mjs`, `console.log(${JSON.stringify(JSON.stringify(given))})`);
      const signer = createSigner(profileNamed('p'), 'p', { allowed: () => true });
      give({ ...keys, access_key_id: 'STS.1 ' });
      assert.match((await failure(signer())).message, /odd characters/);
      give(keys);
      assert.equal((await signer()).keys.accessKeyId, 'STS.1');
    });
  });

  it('are refused where the environment forbids them, allowed or not', async () => {
    for (const profile of [
      program('give'),
      { name: 'p', mode: 'CredentialsURI', credentials_uri: 'http://uri.test' },
    ]) {
      await withProfiles(
        [profile],
        {},
        async () => assert.match(textOf(await refusal()), /ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS forbids/),
        { ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: '1' },
      );
    }
  });

  for (const [what, script, pattern] of [
    [
      'fails',
      `console.log(${JSON.stringify(marked('out.'))}); console.error('${marked('err.')}'); process.exit(3)`,
      /exit code 3/,
    ],
    ['prints no JSON', `console.log('${marked('out.')}')`, /printed no JSON object/],
    ['prints a list', 'console.log("[]")', /printed no JSON object/],
    ['prints nothing', '', /printed no JSON object/],
    ['prints another mode', `console.log('{"mode":"External","process_command":"x"}')`, /mode "External"/],
    ['prints half of a key', `console.log('{"mode":"AK","access_key_id":"x"}')`, /printed no keys/],
    [
      'prints no token',
      `console.log('{"mode":"StsToken","access_key_id":"x","access_key_secret":"${marked('s.')}"}')`,
      /no keys/,
    ],
    ['prints without end', `const x = 'x'.repeat(9999); const f = () => process.stdout.write(x, f); f()`, /too large/],
  ] as const) {
    it(`say so where the program ${what}`, () =>
      withProfiles([program(`${node} give.cjs`)], {}, async (_, home) => {
        writeSecrets(join(home, 'give.cjs'), script);
        assert.match(textOf(await refusal()), pattern);
      }));
  }

  it('say so where the program is not there, or never ends', async () => {
    await withProfiles([program('./none')], {}, async () => assert.match(textOf(await refusal()), /ENOENT/));
    const plan = {
      kind: 'program' as const,
      profile: 'p',
      command: `${node} -e "setInterval(() => 1, 999)"`,
      home: '/',
    };
    assert.match((await failure(keysFromProgram(plan, undefined, undefined, 300))).message, /no keys within 0\.3 s/);
  });

  it('say so where a command can never be run, and quote no argument', async () => {
    const argument = `--password=${marked('argument.')}`;
    for (const odd of ['\u0000', '\u0007', '\u001b[2J', '\u0085']) {
      for (const command of [`/bin/echo ${argument}${odd}`, `/bin/echo "${odd}" ${argument}`]) {
        await withProfiles([program(command)], {}, async () => {
          const error = await refusal(() => false);
          assert.match(textOf(error), /process_command.*program \/bin\/echo.*control characters.*Correct the command/);
          assert.doesNotMatch(textOf(error), /password|argument/);
        });
      }
    }
    await withProfiles([program(`ec\u0000ho ${argument}`)], {}, async () =>
      assert.match(textOf(await refusal()), /the program ec ho with control characters/),
    );
    for (const [more, code] of [
      ['\u0000', 'ERR_INVALID_ARG_VALUE'],
      ['x'.repeat(3_000_000), process.platform === 'win32' ? 'ENAMETOOLONG' : 'E2BIG'],
    ] as const) {
      const plan = { kind: 'program' as const, profile: 'p', command: `/bin/echo ${argument}${more}`, home: '/' };
      const { message } = await failure(keysFromProgram(plan));
      assert.equal(message, `The profile "p" gave no credentials: its program /bin/echo: it can't be run (${code}).`);
    }
  });

  it('may have line breaks and tabs in their commands', async () => {
    await withProfiles([program(`${node}\t\n-e "/* \t\n */"`)], {}, async () =>
      assert.match(textOf(await refusal()), /printed no JSON/),
    );
  });

  it('are taken apart as the CLI does', () => {
    const split = (command: string, windows = false) => splitCommand(command, windows);
    assert.deepEqual(split(' a  b\tc\nd '), ['a', 'b', 'c', 'd']);
    assert.deepEqual(split(`tool "" 'x y' "a \\"b\\" \\n \\$c"`), ['tool', '', 'x y', 'a "b" \\n $c']);
    assert.deepEqual(split('a\\ b c\\\nd "e\\\nf"'), ['a b', 'cd', 'ef']);
    assert.deepEqual(split(`a'b'"c"d`), ['abcd']);
    assert.deepEqual(split('a | b; c && $(d) > e'), ['a', '|', 'b;', 'c', '&&', '$(d)', '>', 'e']);
    assert.deepEqual(split('C:\\x\\y.exe "C:\\a b\\" \\"c"', true), ['C:\\x\\y.exe', 'C:\\a b" "c']);
    for (const bad of ['', '  ', '""', 'a "b', "a 'b", 'a \\']) assert.throws(() => split(bad));
  });
});
