import assert from 'node:assert/strict';
import { helpLink, troubleshootLink } from '../../../src/cloud/helpLinks.ts';

describe("cloud: links to the vendor's pages", () => {
  for (const [text, link] of [
    ['https://api.aliyun.com/troubleshoot?q=a', 'https://api.aliyun.com/troubleshoot?q=a'],
    ['https://www.alibabacloud.com/help/x#y', 'https://www.alibabacloud.com/help/x#y'],
    ['HTTPS://ALIYUN.COM', 'https://aliyun.com/'],
    ['https://aliyun.com:443/', 'https://aliyun.com/'],
  ] as const) {
    it(`opens ${text}`, () => assert.equal(helpLink(text), link));
  }
  for (const text of [
    '',
    'aliyun.com',
    'http://api.aliyun.com',
    'javascript://api.aliyun.com/%0aalert(1)',
    'command:x',
    'vscode://api.aliyun.com',
    'https://user@api.aliyun.com',
    'https://api.aliyun.com:8443',
    'https://api.aliyun.com.',
    'https://api.aliyun.com.evil.example',
    'https://evilaliyun.com',
    'https://evil.example/https://api.aliyun.com',
    'https://evil.example\\@api.aliyun.com',
    'https://api.aliyun.com@evil.example',
    'https://api.aliyun\u0441om.example',
    'https://\u0430liyun.com',
    // A bucket of anybody's.
    'https://anybody.oss-cn-hangzhou.aliyuncs.com/page.html',
    `https://api.aliyun.com/?${'x'.repeat(3000)}`,
  ]) {
    it(`doesn't open ${JSON.stringify(text).slice(0, 60)}`, () => assert.equal(helpLink(text), undefined));
  }

  it('finds the page about any code', () => {
    const link = troubleshootLink('a&b=c#d?\n"><x', 'hbr', 'R 1&q=2') ?? '';
    assert.deepEqual(
      [...new URL(link).searchParams],
      [
        ['q', 'a&b=c#d?\n"><x'],
        ['product', 'hbr'],
        ['requestId', 'R 1&q=2'],
      ],
    );
    assert.equal(new URL(link).hash, '');
    assert.doesNotMatch(troubleshootLink('X', 'hbr', undefined) ?? '', /requestId/);
  });
});
