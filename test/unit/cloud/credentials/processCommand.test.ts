import assert from 'node:assert/strict';
import { commandSecrets, splitCommand } from '../../../../src/cloud/credentials/processCommand.ts';

describe('cloud: commands of programs', () => {
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

  for (const [command, secrets] of [
    ['tool --password hush-1 --user u', ['hush-1']],
    ['tool --password=hush-1', ['hush-1']],
    ['tool "--db-password=hush 1" -token hush-2-Hush-2-Hush', ['hush 1', 'hush-2-Hush-2-Hush']],
    ['env VAULT_TOKEN=hush1Hush1Hush1Hush API_KEY=0123456789abcdef tool', ['hush1Hush1Hush1Hush', '0123456789abcdef']],
    ['tool --secret=0f8fad5b-d9cb-469f-a165-70867728950e', ['0f8fad5b-d9cb-469f-a165-70867728950e']],
    ["tool --secret='hush-1-hush-2-$!'", ['hush-1-hush-2-$!']],
    ['tool --private-key HUSHHUSHHUSHHUSH7', ['HUSHHUSHHUSHHUSH7']],
    ['openssl -passin pass:hush-1', ['hush-1']],
    ['tool.exe /PASSWORD:hush-1', ['hush-1']],
    ['tool --password "not closed', ['not']],
    ['curl https://user:hush-1@host.test/keys', ['hush-1']],
    ['pass show aliyun', []],
    ['tool --token-file /run/token --secret /run/secret --password $PASSWORD', []],
    ['tool --profile production --output json', []],
    ['gcloud secrets versions access latest --secret=prod', []],
    ['tool --secret production-account-keys --token=team/2024/production_account --secret "The keys of 2024"', []],
    ['tool --api-key LTAI5tAbcdefQ8xzAbcdefQ8', []],
    ['curl http://127.0.0.1:9/keys?default', []],
    ['curl http://127.0.0.1:9/keys?0123456789abcdef', ['0123456789abcdef']],
    ['', []],
  ] as const) {
    it(`have these secrets: ${command}`, () => {
      assert.deepEqual([...new Set(commandSecrets(command))].filter(Boolean), secrets);
    });
  }
});
