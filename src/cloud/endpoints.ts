import * as l10n from '@vscode/l10n';
import { CloudError } from './errors.ts';
import { clean } from './text.ts';

/** Regions known to have the service (November 2026). A new one follows the same rule: this list only offers. */
export const regions: readonly string[] = [
  'cn-hangzhou',
  'cn-shanghai',
  'cn-beijing',
  'cn-shenzhen',
  'cn-qingdao',
  'cn-zhangjiakou',
  'cn-huhehaote',
  'cn-wulanchabu',
  'cn-chengdu',
  'cn-guangzhou',
  'cn-heyuan',
  'cn-zhongwei',
  'cn-hongkong',
  'ap-southeast-1',
  'ap-southeast-3',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ap-southeast-8',
  'ap-northeast-1',
  'ap-northeast-2',
  'us-east-1',
  'us-west-1',
  'us-southeast-1',
  'na-south-1',
  'eu-central-1',
  'eu-west-1',
  'me-central-1',
  'me-east-1',
  'cn-hangzhou-finance',
  'cn-shanghai-finance-1',
  'cn-beijing-finance-1',
  'cn-shenzhen-finance-1',
];

/** Whether `text` has the form of a region id. It becomes part of a host name, so nothing else may pass. */
export function isRegionId(text: string): boolean {
  // 63 characters are the most that one label of a host name holds.
  return text.length <= 63 && /^[a-z]{2,}(-[a-z0-9]+)+$/.test(text);
}

/** Origin of the service in `region`, e.g. `https://hbr.cn-hangzhou.aliyuncs.com`. Throws CloudError for no region id. */
export function endpointFor(region: string): string {
  if (!isRegionId(region)) {
    throw new CloudError({
      outcome: 'notSent',
      message: l10n.t('"{0}" is not a region ID.', clean(region, 80)),
      nextStep: l10n.t('Use the ID of a region, for example {0}.', 'cn-hangzhou'),
    });
  }
  return `https://hbr.${region}.aliyuncs.com`;
}

/** An endpoint as `callApi` wants it: `host` with the port where it isn't the protocol's own. */
export interface Endpoint {
  readonly host: string;
  readonly protocol: 'HTTPS' | 'HTTP';
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * Reads an endpoint setting: an origin, https anywhere or http on a loopback host (127.0.0.0/8, `localhost`, `[::1]`).
 * Throws CloudError for everything else: a path, user, query or fragment, another scheme, plain http to another host.
 */
export function parseEndpoint(setting: string): Endpoint {
  const text = setting.trim();
  const refuse = (why: string) =>
    new CloudError({
      outcome: 'notSent',
      message: l10n.t('The endpoint "{0}" can\'t be used: {1}', clean(text, 200), why),
      nextStep: l10n.t("Correct the endpoint setting, or empty it to use the region's own endpoint."),
    });
  // `URL` is lenient (backslashes, missing slashes, line breaks inside), so the form is checked first.
  if (!/^https?:\/\/[^\s/\\?#@]+\/?$/i.test(text) || !URL.canParse(text)) {
    throw refuse(l10n.t('it must be https:// and a host, without user, path, query or fragment.'));
  }
  // `URL` also writes 127.1 and 0x7f000001 out, so they are judged by what they are.
  const url = new URL(text);
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw refuse(l10n.t('plain http is allowed on this machine alone.'));
  }
  return { host: url.host, protocol: url.protocol === 'https:' ? 'HTTPS' : 'HTTP' };
}
