import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/cloud/account.ts';
import { accountLines } from '../../../src/accounts/accountLines.ts';
import { lookOf } from '../../../src/views/accountItem.ts';
import { timeText } from '../../../src/jobs/format/units.ts';
import { choiceText, expiryText, expiryTime } from '../../../src/accounts/accountText.ts';

describe('accounts words', () => {
  const now = Date.UTC(2026, 10, 24, 3);

  it('tell when credentials run out', () => {
    assert.equal(expiryText(now + 43 * 60_000, now), 'expires in 43 min');
    assert.equal(expiryText(now - 2 * 3_600_000, now), 'expired 2 h ago');
    // In a tooltip, which stays as it was drawn, by the clock.
    const at = timeText(now);
    assert.deepEqual([expiryTime(now, now - 1), expiryTime(now, now)], [`expires ${at}`, `expired ${at}`]);
    const choice = {
      signer: 'cliProfile',
      profile: 'p',
      mode: 'CloudSSO',
      account: '42',
      region: 'cn-beijing',
    } as const;
    assert.equal(
      choiceText({ ...choice, expires: now + 60_000 }, now),
      'CloudSSO · account 42 · cn-beijing · expires in 1 min',
    );
  });

  const account: Account = {
    signer: 'cliProfile',
    profile: 'prod',
    region: 'cn-hangzhou',
    endpoint: 'https://hbr.cn-hangzhou.aliyuncs.com',
  };
  const lines = (signer: Parameters<typeof accountLines>[1], isKnown = true) =>
    accountLines({ isKnownRegion: () => Promise.resolve(isKnown) }, signer);
  /** A value as the question shows it. */
  const quoted = (value: string) => `\u201c\u2068${value}\u2069\u201d`;

  it('name the account, and an endpoint that is not the vendor’s', async () => {
    const region = `Region: ${quoted('cn-hangzhou')}`;
    const profile = `Profile: ${quoted('prod')}`;
    assert.deepEqual(await lines({ account, accountId: '42' }), [region, `${profile}, account ${quoted('42')}`]);
    const vpc = 'https://hbr-vpc.cn-hangzhou.aliyuncs.com';
    const ofVpc = await lines({ account: { ...account, endpoint: vpc } });
    assert.deepEqual(ofVpc, [region, `Endpoint: ${quoted(vpc)}`, profile]);
    for (const endpoint of ['https://hbr.cn-hangzhou.aliyuncs.com.evil.example', 'http://127.0.0.1:1', 'no url']) {
      const [, line] = await lines({ account: { ...account, endpoint } });
      assert.equal(line, `Endpoint: ${quoted(endpoint)}, which is NOT an Alibaba Cloud endpoint`);
    }
    const unknown = await lines({ account: { ...account, profile: 'a\nRegion: cn-beijing' } }, false);
    assert.deepEqual(unknown.slice(1), [
      `Profile: ${quoted('a\\u000aRegion: cn-beijing')}`,
      `Warning: ${quoted('cn-hangzhou')} is in no list of regions.`,
    ]);
    const added = await lines({ account: { ...account, signer: 'accessKey', profile: 'x” (sandbox)' } });
    assert.equal(added[1], `Profile: ${quoted('x\\u201d (sandbox)')} (AccessKey added here)`);
  });

  it('in the status bar make no symbols, links or commands of names', () => {
    const profile = '$(trash) [x](command:workbench.action.quit) <b>';
    const { text, tooltip, warns } = lookOf({ ...account, profile }, { mode: profile } as never, 'a.restore.json');
    assert.equal(
      text.replaceAll('\\$(', ''),
      `$(account) ${'trash) [x](command:workbench.action.quit'.slice(0, 37)}… · cn-hangzhou`,
    );
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.ok(!/[[\]<>]|\$\(|command:/.test(tooltip.value.replace(/&#\d+;/g, '')), tooltip.value);
    assert.equal(warns, false);
    const expired = lookOf(account, { signer: 'cliProfile', profile: 'p', mode: 'CloudSSO', expires: 1 }, undefined);
    assert.equal(expired.warns, true);
    assert.match(expired.text, / · cn-hangzhou · expired$/);
    const foreign = lookOf({ ...account, endpoint: 'https://x.example' }, undefined, undefined);
    assert.match(foreign.text, /^\$\(warning\)/);
    assert.match(foreign.label, / · cn-hangzhou, NOT an Alibaba Cloud endpoint$/);
  });
});
