import * as l10n from '@vscode/l10n';
import { isRegionId, regions } from '../restoreSpec/regions.ts';
import { CloudError } from './cloudError.ts';
import { quoteWords } from './quote.ts';

/** Regions known to have the service, from the schema. They are only offered: a region that is not in the list works as well. */
export { isRegionId, regions };

/** Throws CloudError. */
function requireRegionId(region: string): void {
  if (isRegionId(region)) return;
  throw new CloudError({
    outcome: 'notSent',
    message: l10n.t('{0} is not a region ID.', quoteWords(region, 80)),
    nextStep: l10n.t('Use the ID of a region, for example {0}.', 'cn-hangzhou'),
  });
}

/**
 * Origin of the service in `region`, e.g. `https://hbr.cn-hangzhou.aliyuncs.com`, or of its endpoint inside a VPC. Throws
 * CloudError for no region id.
 */
export function endpointFor(region: string, vpc = false): string {
  requireRegionId(region);
  return `https://${vpc ? 'hbr-vpc' : 'hbr'}.${region}.aliyuncs.com`;
}

/**
 * Whether a host, given without a port, is Alibaba Cloud's own for a service: the one that all regions share, or a region's, also
 * inside a VPC. No other host under aliyuncs.com counts: many of them are customers' (buckets, load balancers, functions, gateways).
 */
export function isVendorHost(hostname: string, service: 'hbr' | 'sts'): boolean {
  const host = /^[a-z0-9.-]{1,253}$/i.test(hostname) ? hostname.toLowerCase() : '';
  if (host === `${service}.aliyuncs.com`) return true;
  const [, named, region = ''] = /^([a-z-]+)\.([a-z0-9-]+)\.aliyuncs\.com$/.exec(host) ?? [];
  return (named === service || named === `${service}-vpc`) && isRegionId(region);
}

/** Whether an account's endpoint is Alibaba Cloud's own. */
export const isVendorEndpoint = (endpoint: string): boolean =>
  URL.canParse(endpoint) && isVendorHost(new URL(endpoint).hostname, 'hbr');

/** The region that a host of the service names. */
function regionOf(host: string): string | undefined {
  return /^hbr(?:-vpc)?\.([^.]+)\.aliyuncs\.com(?::\d+)?$/.exec(host)?.[1];
}

/**
 * Origin of requests for `region`: the endpoint setting, in which `{region}` stands for it, else the region's own, inside a
 * VPC where `vpc` says so. Throws CloudError for no region id, and where the setting is not allowed or names another region.
 */
export function originFor(region: string, setting: string, vpc = false): string {
  requireRegionId(region);
  if (setting.trim() === '') return endpointFor(region, vpc);
  const { host, protocol } = parseEndpoint(setting.replaceAll('{region}', region));
  const named = regionOf(host);
  if (named !== undefined && named !== region) {
    throw new CloudError({
      outcome: 'notSent',
      message: l10n.t(
        'The endpoint setting names the region {0}, but the request is for {1}.',
        quoteWords(named, 80),
        region,
      ),
      nextStep: l10n.t(
        'Write {0} in the setting in place of the region, or empty it. Nothing was sent.',
        host.replace(`.${named}.`, '.{region}.'),
      ),
    });
  }
  return `${protocol.toLowerCase()}://${host}`;
}

/** An endpoint as the SDK takes it: `host` with the port where it isn't the protocol's own. */
export interface Endpoint {
  readonly host: string;
  readonly protocol: 'HTTPS' | 'HTTP';
}

/** The names of this machine for which VS Code uses no proxy. It sends requests for the rest of 127.0.0.0/8 to `http.proxy`. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Reads an endpoint setting: an origin, https anywhere or http on this machine (`localhost`, `127.0.0.1`, `[::1]`).
 * Throws CloudError for everything else: a path, user, query or fragment, another scheme, plain http to another host.
 */
export function parseEndpoint(setting: string): Endpoint {
  const text = setting.trim();
  const refuse = (why: string) =>
    new CloudError({
      outcome: 'notSent',
      message: l10n.t("The endpoint {0} can't be used: {1}", quoteWords(text, 200), why),
      nextStep: l10n.t("Correct the endpoint setting, or empty it to use the region's own endpoint."),
    });
  // `URL` is lenient (backslashes, missing slashes, line breaks inside, other scripts), so the form is checked first. A dot
  // at the end would make another text of the same host.
  if (
    !/^https?:\/\/(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::\d+)?\/?$/i.test(text) ||
    !URL.canParse(text)
  ) {
    throw refuse(l10n.t('it must be https:// and a host, without user, path, query or fragment.'));
  }
  // `URL` also writes out 127.1 and 0x7f000001 as 127.0.0.1.
  const url = new URL(text);
  if (url.protocol === 'http:' && !loopback.has(url.hostname)) {
    throw refuse(l10n.t('plain http is allowed on this machine alone.'));
  }
  return { host: url.host, protocol: url.protocol === 'https:' ? 'HTTPS' : 'HTTP' };
}
