import assert from 'node:assert/strict';
import {
  endpointFor,
  isRegionId,
  isVendorHost,
  originFor,
  parseEndpoint,
  regions,
} from '../../../src/cloud/endpoints.ts';
import { CloudError } from '../../../src/cloud/cloudError.ts';

const refused = (error: unknown) => error instanceof CloudError && error.outcome === 'notSent' && error.nextStep !== '';

describe('cloud: endpoints', () => {
  it('gives every known region its host', () => {
    assert.equal(regions.length, new Set(regions).size);
    for (const region of regions) {
      assert.ok(isRegionId(region), region);
      assert.equal(originFor(region, ''), endpointFor(region));
      assert.equal(originFor(region, ' ', true), `https://hbr-vpc.${region}.aliyuncs.com`);
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
    // Hosts of buckets, of which anybody may own the one called hbr.
    'oss-cn-hangzhou',
    'oss-cn-hangzhou-internal',
    'oss-accelerate',
    'cn-hangzhou-oss',
    'vpc-oss-cn-hangzhou',
    'img-cn-hangzhou',
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
    // VS Code hands these to a proxy.
    'http://127.8.9.10:1',
    'http://127.0.0.2',
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
    'https://hbr.cn-hangzhou.aliyuncs.com.',
    'https://hbr..aliyuncs.com',
    'https://.aliyuncs.com',
    'https://hbr.cn-hangzhou.aliyuncs\u3002com',
    'https://hbr.cn-hangzhou.aliyun\u0441s.com',
    'https://\u210dbr.cn-hangzhou.aliyuncs.com',
    'https://hbr%2ecn-hangzhou.aliyuncs.com',
    'https://hbr.{region}.aliyuncs.com',
    'https://hbr.$HOST.aliyuncs.com',
    'https://example.com:',
    'https://example.com:80:90',
    'https://example.com:http',
    'https://[fe80::1%25eth0]',
  ]) {
    it(`refuses ${JSON.stringify(setting)}`, () => assert.throws(() => parseEndpoint(setting), refused));
  }
});

describe('cloud: the endpoint of a region', () => {
  for (const [setting, vpc, origin] of [
    ['', false, 'https://hbr.cn-beijing.aliyuncs.com'],
    ['', true, 'https://hbr-vpc.cn-beijing.aliyuncs.com'],
    ['https://hbr-vpc.{region}.aliyuncs.com', false, 'https://hbr-vpc.cn-beijing.aliyuncs.com'],
    ['https://hbr.{region}.aliyuncs.com/', true, 'https://hbr.cn-beijing.aliyuncs.com'],
    ['https://hbr.cn-beijing.aliyuncs.com', false, 'https://hbr.cn-beijing.aliyuncs.com'],
    ['https://hbr.aliyuncs.com', false, 'https://hbr.aliyuncs.com'],
    ['https://{region}.backup.corp.example:8443', false, 'https://cn-beijing.backup.corp.example:8443'],
    ['https://{region}-{region}.example', false, 'https://cn-beijing-cn-beijing.example'],
    ['http://127.0.0.1:1234', true, 'http://127.0.0.1:1234'],
  ] as const) {
    it(`is ${origin} by "${setting}"`, () => assert.equal(originFor('cn-beijing', setting, vpc), origin));
  }

  for (const setting of [
    'https://hbr.cn-hangzhou.aliyuncs.com',
    'https://hbr-vpc.cn-hangzhou.aliyuncs.com',
    'HTTPS://HBR.CN-HANGZHOU.ALIYUNCS.COM',
    'https://hbr.cn-hangzhou.aliyuncs.com:8443',
    'https://hbr.cn-beijing-finance-1.aliyuncs.com',
  ]) {
    it(`is never ${setting} for another region`, () => {
      assert.throws(() => originFor('cn-beijing', setting), /names the region .*cn-.*for cn-beijing/);
      assert.throws(() => originFor('cn-beijing', setting), refused);
    });
  }

  it('takes nothing but a region for one, also where the setting needs none', () => {
    for (const region of ['', 'x', 'cn-x@evil.example', 'cn-x.evil.example/#', '{region}']) {
      for (const setting of ['', 'https://example.com', 'https://hbr.{region}.aliyuncs.com']) {
        assert.throws(() => originFor(region, setting), refused);
      }
    }
  });

  it('is no bucket, whatever a region claims to be', () => {
    for (const vpc of [false, true]) {
      assert.throws(() => originFor('oss-cn-hangzhou', '', vpc), /oss-cn-hangzhou\S+ is not a region ID/);
      assert.throws(() => originFor('img-cn-hangzhou', 'https://hbr.{region}.aliyuncs.com', vpc), refused);
    }
    assert.equal(endpointFor('cn-crossimg-1'), 'https://hbr.cn-crossimg-1.aliyuncs.com');
  });

  it('puts a region in a place of the host alone', () => {
    for (const setting of [
      'http://{region}',
      'https://example.com/{region}',
      'https://{region}@example.com',
      '{region}',
    ]) {
      assert.throws(() => originFor('cn-beijing', setting), refused);
    }
  });
});

describe('cloud: hosts of the vendor', () => {
  for (const service of ['hbr', 'sts'] as const) {
    const other = service === 'hbr' ? 'sts' : 'hbr';
    for (const form of [
      'S.aliyuncs.com',
      'S.cn-hangzhou.aliyuncs.com',
      'S-VPC.cn-x.Aliyuncs.COM',
      'S.ap-new-9.aliyuncs.com',
    ]) {
      const host = form.replace('S', service);
      it(`takes ${host} for one of ${service} alone`, () => {
        assert.deepEqual([isVendorHost(host, service), isVendorHost(host, other)], [true, false]);
      });
    }
    for (const region of regions) {
      for (const vpc of [false, true]) {
        const { hostname } = new URL(endpointFor(region, vpc).replace('hbr', service));
        it(`takes ${hostname} for one of ${service}`, () => assert.equal(isVendorHost(hostname, service), true));
      }
    }
  }
  for (const host of [
    '',
    'com',
    'evilaliyuncs.com',
    'aliyuncs.com.evil.example',
    'aliyuncs.com.',
    'hbr.cn-hangzhou.aliyuncs.com.',
    '.aliyuncs.com',
    'a..aliyuncs.com',
    'hbr.aliyuncs.com:443',
    'user@hbr.aliyuncs.com',
    'evil.example/.aliyuncs.com',
    'evil.example#.aliyuncs.com',
    'evil.example?.aliyuncs.com',
    'evil.example\\.aliyuncs.com',
    'aliyuncs.com\n',
    'aliyuncs.com\nevil.example',
    'evil.example\n.aliyuncs.com',
    'aliyuncs\u3002com',
    'aliyun\u0441s.com',
    'aliyunc\u017f.com',
    'xn--aliyuncs-.com',
    `${'a.'.repeat(200)}aliyuncs.com`,
    `${'a'.repeat(64)}.aliyuncs.com`,
    'aliyuncs.com',
    'boss.aliyuncs.com',
    'sts-evil.aliyuncs.com',
    'hbr-evil.cn-hangzhou.aliyuncs.com',
    'hbr.cn.aliyuncs.com',
    'hbr.-cn-hangzhou.aliyuncs.com',
    // Load balancers, functions, gateways and tables of anybody's.
    'hbr.cn-hangzhou.alb.aliyuncs.com',
    'nlb-hbr.cn-hangzhou.nlb.aliyuncs.com',
    'hbr.cn-hangzhou.fc.aliyuncs.com',
    '1234567890123456.cn-hangzhou.fc.aliyuncs.com',
    'sts.cn-hangzhou.fcapp.run',
    'hbr-cn-hangzhou.alicloudapi.com',
    'sts.cn-hangzhou.ots.aliyuncs.com',
    'hbr.cn-hangzhou.log.aliyuncs.com',
    'x.hbr.cn-hangzhou.aliyuncs.com',
    // Buckets of anybody's.
    'hbr.oss-cn-hangzhou.aliyuncs.com',
    'HBR.OSS-CN-HANGZHOU.aliyuncs.com',
    'sts.oss-cn-hangzhou-internal.aliyuncs.com',
    'hbr.cn-hangzhou.oss.aliyuncs.com',
    'hbr.s3.oss-cn-hangzhou.aliyuncs.com',
    'hbr.vpc100-oss-cn-hangzhou.aliyuncs.com',
    'hbr.oss-accelerate.aliyuncs.com',
    'hbr.img-cn-hangzhou.aliyuncs.com',
  ]) {
    it(`takes ${JSON.stringify(host).slice(0, 40)} for none`, () => {
      assert.deepEqual([isVendorHost(host, 'hbr'), isVendorHost(host, 'sts')], [false, false]);
    });
  }
});
