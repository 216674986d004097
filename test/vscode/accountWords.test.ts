import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../src/cloud/account.ts';
import { accountLines } from '../../src/commands/accountLines.ts';
import type { Accounts } from '../../src/commands/services.ts';
import { lookOf } from '../../src/views/accountItem.ts';
import { choiceText, expiryText, expiryTime } from '../../src/views/accountWords.ts';

describe('accounts words', () => {
  const now = Date.UTC(2026, 10, 24, 3);

  it('tell when credentials run out', () => {
    assert.equal(expiryText(now + 43 * 60_000, now), 'expires in 43 min');
    assert.equal(expiryText(now - 2 * 3_600_000, now), 'expired 2 h ago');
    // In a tooltip, which stays as it was drawn, by the clock.
    const at = new Date(now).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
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
  const known = (choice?: { account: string }, isKnown = true) =>
    ({
      choiceOf: () => Promise.resolve(choice && { signer: 'cliProfile', profile: 'prod', mode: 'AK', ...choice }),
      isKnownRegion: () => Promise.resolve(isKnown),
    }) as unknown as Accounts;

  it('name the account, and an endpoint that is not the vendor’s', async () => {
    assert.deepEqual(await accountLines(known({ account: '42' }), account), [
      'Region: cn-hangzhou',
      'Profile: prod, account 42',
    ]);
    const vpc = { ...account, endpoint: 'https://hbr-vpc.cn-hangzhou.aliyuncs.com' };
    assert.deepEqual(await accountLines(known(), vpc), [
      'Region: cn-hangzhou',
      'Endpoint: https://hbr-vpc.cn-hangzhou.aliyuncs.com',
      'Profile: prod',
    ]);
    for (const endpoint of ['https://hbr.cn-hangzhou.aliyuncs.com.evil.example', 'http://127.0.0.1:1', 'no url']) {
      const [, line] = await accountLines(known(), { ...account, endpoint });
      assert.equal(line, `Endpoint: ${endpoint}, which is NOT an Alibaba Cloud endpoint`);
    }
    const lines = await accountLines(known(undefined, false), { ...account, profile: 'a\nRegion: cn-beijing' });
    assert.deepEqual(lines.slice(1), [
      'Profile: a\\u000aRegion: cn-beijing',
      'Warning: cn-hangzhou is in no list of regions.',
    ]);
  });

  it('in the status bar make no symbols, links or commands of names', () => {
    const profile = '$(trash) [x](command:workbench.action.quit) <b>';
    const { text, tooltip, warns } = lookOf(
      { ...account, profile },
      { ...known, mode: profile } as never,
      'a.restore.json',
    );
    assert.equal(
      text.replaceAll('\\$(', ''),
      `$(account) ${'trash) [x](command:workbench.action.quit'.slice(0, 37)}… · cn-hangzhou`,
    );
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.ok(!/[[\]<>]|\$\(|command:/.test(tooltip.value.replace(/&#\d+;/g, '')), tooltip.value);
    assert.equal(warns, false);
    const expired = lookOf(account, { signer: 'cliProfile', profile: 'p', mode: 'CloudSSO', expires: 1 }, undefined);
    assert.equal(expired.warns, true);
    assert.match(lookOf({ ...account, endpoint: 'https://x.example' }, undefined, undefined).text, /^\$\(warning\)/);
  });
});
