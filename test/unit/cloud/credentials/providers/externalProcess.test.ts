import { join } from 'node:path';
import assert from 'node:assert/strict';
import { writeSecretFile, testSecret } from '../../../../hosts/testSecrets.ts';
import { closeServers, failure, withHome } from '../../helpers.ts';
import {
  ak,
  assertSigns,
  consentsFor,
  inFile,
  inSeconds,
  profileNamed,
  sts,
  withProfiles,
  refusal,
  textOf,
} from '../credentialHelpers.ts';
import { inMinutes } from '../../../standIns.ts';
import { externalProcessProvider } from '../../../../../src/cloud/credentials/providers/externalProcess.ts';
import { runProcess } from '../../../../../src/cloud/credentials/runProcess.ts';
import { createSigner } from '../../../../../src/cloud/credentials/signer.ts';
import { plainQuotes } from '../../../plainQuotes.ts';

const p = profileNamed('p');

describe('cloud: a program that gives keys', () => {
  afterEach(closeServers);

  it('External, once it is allowed, without a shell', async () => {
    for (const printed of [
      { mode: 'AK', ...inFile(ak) },
      { mode: 'StsToken', ...inFile(sts), sts_expiration: inSeconds(3600) },
      { mode: 'ststoken', ...inFile(sts), expiration: inMinutes(60) },
    ]) {
      await withProfiles(
        [{ name: 'p', mode: 'External', process_command: `"${process.execPath}" give.cjs '$HOME; a "b' ""` }],
        {},
        async (_, home) => {
          // Also that it runs in the home folder, whose file it names without a path.
          const script = `const right = JSON.stringify(process.argv.slice(2)) === JSON.stringify(['$HOME; a "b', '']);
            console.error('on standard error');
            console.log(right ? ${JSON.stringify(JSON.stringify(printed))} : '{}');`;
          writeSecretFile(join(home, 'give.cjs'), script);
          const [consent] = await consentsFor(p);
          await assertSigns(
            p,
            () => (printed.mode === 'AK' ? ak : sts),
            (key) => key === consent?.key,
          );
        },
      );
    }
  });
});

describe('cloud: programs of a profile', () => {
  const program = (command: string) => ({ name: 'p', mode: 'External', process_command: command });

  const node = JSON.stringify(process.execPath);

  const context = { env: {}, home: '/' };

  it('are run anew once what was odd in their keys is mended', async () => {
    const keys = {
      mode: 'StsToken',
      access_key_id: 'STS.1',
      access_key_secret: testSecret('s.'),
      sts_token: testSecret('t.'),
    };
    const command = `${process.execPath} keys.mjs`;
    await withHome({ profiles: [{ name: 'p', mode: 'External', process_command: command }] }, {}, async (home) => {
      const give = (given: object) =>
        writeSecretFile(`${home}/keys.mjs`, `console.log(${JSON.stringify(JSON.stringify(given))})`);
      const signer = createSigner(profileNamed('p'), 'p', { allowed: () => true });
      give({ ...keys, access_key_id: 'STS.1 ' });
      assert.match((await failure(signer())).message, /odd characters/);
      give(keys);
      assert.equal((await signer()).keys.accessKeyId, 'STS.1');
    });
  });

  for (const [what, script, pattern] of [
    [
      'fails',
      `console.log(${JSON.stringify(testSecret('out.'))}); console.error('${testSecret('err.')}'); process.exit(3)`,
      /exit code 3/,
    ],
    ['prints no JSON', `console.log('${testSecret('out.')}')`, /printed no JSON object/],
    ['prints a list', 'console.log("[]")', /printed no JSON object/],
    ['prints nothing', '', /printed no JSON object/],
    ['prints another mode', `console.log('{"mode":"External","process_command":"x"}')`, /mode "External"/],
    ['prints half of a key', `console.log('{"mode":"AK","access_key_id":"x"}')`, /printed no keys/],
    [
      'prints no token',
      `console.log('{"mode":"StsToken","access_key_id":"x","access_key_secret":"${testSecret('s.')}"}')`,
      /no keys/,
    ],
    ['prints without end', `const x = 'x'.repeat(9999); const f = () => process.stdout.write(x, f); f()`, /too large/],
  ] as const) {
    it(`say so where the program ${what}`, () =>
      withProfiles([program(`${node} give.cjs`)], {}, async (_, home) => {
        writeSecretFile(join(home, 'give.cjs'), script);
        assert.match(textOf(await refusal()), pattern);
      }));
  }

  it('say so where the program is not there, or never ends', async () => {
    await withProfiles([program('./none')], {}, async () => assert.match(textOf(await refusal()), /ENOENT/));
    const endless = externalProcessProvider('p', `${node} -e "setInterval(() => 1, 999)"`, context, 300);
    const { signal } = new AbortController();
    assert.match((await failure(endless.getCredentials(signal))).message, /no keys within 0\.3 s/);
  });

  it('say so where a command can never be run, and quote no argument', async () => {
    const argument = `--password=${testSecret('argument.')}`;
    for (const odd of ['\u0000', '\u0007', '\u001b[2J', '\u0085']) {
      for (const command of [`/bin/echo ${argument}${odd}`, `/bin/echo "${odd}" ${argument}`]) {
        await withProfiles([program(command)], {}, async () => {
          const error = await refusal(() => false);
          assert.match(textOf(error), /process_command.*program "\/bin\/echo.*control characters.*Correct the command/);
          assert.doesNotMatch(textOf(error), /password|argument/);
        });
      }
    }
    await withProfiles([program(`ec\u0000ho ${argument}`)], {}, async () =>
      assert.match(textOf(await refusal()), /the program "ec ho" with control characters/),
    );
    const code = process.platform === 'win32' ? 'ENAMETOOLONG' : 'E2BIG';
    const long = externalProcessProvider('p', `/bin/echo ${argument}${'x'.repeat(3_000_000)}`, context);
    const { signal } = new AbortController();
    const { message } = await failure(long.getCredentials(signal));
    assert.equal(
      plainQuotes(message),
      `The profile "p" gave no credentials: its program "/bin/echo": it can't be run (${code}).`,
    );
    assert.deepEqual(await runProcess(['/bin/echo', `${argument}\u0000`], '/', 5000), {
      kind: 'notRun',
      code: 'ERR_INVALID_ARG_VALUE',
    });
  });

  it('may have line breaks and tabs in their commands', async () => {
    await withProfiles([program(`${node}\t\n-e "/* \t\n */"`)], {}, async () =>
      assert.match(textOf(await refusal()), /printed no JSON/),
    );
  });
});
