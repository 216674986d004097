import assert from 'node:assert/strict';
import { endpointFor, isRegionId, parseEndpoint, regions } from '../../src/cloud/endpoints.ts';
import { CloudError } from '../../src/cloud/errors.ts';
import { clean, redact, withoutQueries } from '../../src/cloud/text.ts';

const refused = (error: unknown) => error instanceof CloudError && error.outcome === 'notSent' && error.nextStep !== '';

describe('cloud: endpoints', () => {
  it('gives every known region its host', () => {
    assert.equal(regions.length, new Set(regions).size);
    for (const region of regions) {
      assert.ok(isRegionId(region), region);
      assert.equal(endpointFor(region), `https://hbr.${region}.aliyuncs.com`);
      assert.deepEqual(parseEndpoint(endpointFor(region)), { host: `hbr.${region}.aliyuncs.com`, protocol: 'HTTPS' });
    }
  });

  for (const region of [
    '',
    'cn',
    'cn-',
    'CN-hangzhou',
    'cn-hang zhou',
    'cn-x.evil.com/',
    'cn-x@evil.com',
    'a-b',
    'cn--x',
    'cn-x\n',
    `cn-${'x'.repeat(70)}`,
    'cn-x#',
    '../cn-x',
  ]) {
    it(`takes ${JSON.stringify(region).slice(0, 30)} for no region`, () => {
      assert.equal(isRegionId(region), false);
      assert.throws(() => endpointFor(region), refused);
    });
  }

  for (const [setting, host, protocol] of [
    ['https://hbr.cn-hangzhou.aliyuncs.com', 'hbr.cn-hangzhou.aliyuncs.com', 'HTTPS'],
    [' https://hbr-vpc.cn-hangzhou.aliyuncs.com/ ', 'hbr-vpc.cn-hangzhou.aliyuncs.com', 'HTTPS'],
    ['HTTPS://Example.com:8443', 'example.com:8443', 'HTTPS'],
    ['https://example.com:443', 'example.com', 'HTTPS'],
    ['http://127.0.0.1:1234', '127.0.0.1:1234', 'HTTP'],
    ['http://127.8.9.10:1', '127.8.9.10:1', 'HTTP'],
    ['http://127.1:99', '127.0.0.1:99', 'HTTP'],
    ['http://localhost:1234/', 'localhost:1234', 'HTTP'],
    ['http://[::1]:1234', '[::1]:1234', 'HTTP'],
    ['http://[0:0:0:0:0:0:0:1]', '[::1]', 'HTTP'],
  ] as const) {
    it(`takes ${setting}`, () => assert.deepEqual(parseEndpoint(setting), { host, protocol }));
  }

  for (const setting of [
    '',
    'hbr.cn-hangzhou.aliyuncs.com',
    'localhost:1234',
    '127.0.0.1:1234',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://example.com',
    'http://10.0.0.1:80',
    'http://128.0.0.1',
    'http://127.0.0.1.example.com',
    'http://127.example.com',
    'http://localhost.example.com',
    'http://evil.localhost',
    'http://[::2]',
    'http://[::ffff:127.0.0.1]',
    'http://0.0.0.0',
    'http://2130706434.example.com',
    'http://127.0.0.1@example.com',
    'https://user@example.com',
    'https://user:password@example.com',
    'https://@example.com',
    'https://example.com/path',
    'https://example.com//',
    'https://example.com?',
    'https://example.com/?a=1',
    'https://example.com#f',
    'https:example.com',
    'https:///example.com',
    'https:\\\\example.com',
    'https://example.com\\@127.0.0.1',
    'https://exa mple.com',
    'https://exa\nmple.com',
    'https://',
    'https://example.com:99999',
    'https://[::1',
  ]) {
    it(`refuses ${JSON.stringify(setting)}`, () => assert.throws(() => parseEndpoint(setting), refused));
  }
});

describe('cloud: text from outside', () => {
  it('becomes one harmless line', () => {
    const escape = '\u001b';
    const hostile = `a\r\n\tb\0c ${escape}[31mred${escape}[0m ${escape}]8;;http://x\u0007link${escape}]8;;\u0007 \u202egnp.exe\u202c \u2028z\u009b1m`;
    assert.equal(clean(hostile), 'a b c red link gnp.exe  z 1m');
  });
  it('keeps emoji and other scripts, not half of a character', () => {
    assert.equal(clean('备份 👨‍👩‍👧 ok'), '备份 👨‍👩‍👧 ok');
    assert.equal(clean('a\ud800b'), 'a\ufffdb');
    assert.equal(clean('ab👍cd', 4), 'ab…');
  });
  it('is cut', () => {
    assert.equal(clean('x'.repeat(10_000_000)).length, 2000);
    assert.equal(clean('\0'.repeat(10_000_000)), '');
  });
  it('loses its secrets, as they are and as a URL has them', () => {
    const secrets = ['a+b/c=d', '', 'abc'];
    assert.equal(redact('x a+b/c=d y a%2Bb%2Fc%3Dd z abc', secrets), 'x *** y *** z abc');
  });
  it('loses the queries of addresses', () => {
    assert.equal(withoutQueries('POST https://h.com/p?Signature=x&a=b failed.'), 'POST https://h.com/p failed.');
  });
});
