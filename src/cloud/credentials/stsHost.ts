import { isVendorHost } from '../endpoints.ts';

/** A host of STS, also where it is written as an address; undefined where it is none. */
export function stsHostIn(endpoint: string): string | undefined {
  const host = endpoint
    .trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '');
  return /^[a-z0-9.-]+(:\d{1,5})?$/i.test(host) && URL.canParse(`https://${host}`) ? host : undefined;
}

/** Whether a host of STS, with or without a port, is Alibaba Cloud's own. */
export const isVendorSts = (host: string): boolean => isVendorHost(host.replace(/:\d+$/, ''), 'sts');

/** Regions without an STS of their own under the usual name, from the vendor's client of STS. */
const otherHosts: ReadonlyMap<string, string> = new Map([
  ['cn-hangzhou-finance', 'sts.aliyuncs.com'],
  ['cn-beijing-finance-1', 'sts.aliyuncs.com'],
  ['cn-shenzhen-finance-1', 'sts-vpc.cn-shenzhen-finance-1.aliyuncs.com'],
  ['cn-north-2-gov-1', 'sts-vpc.cn-north-2-gov-1.aliyuncs.com'],
]);

/**
 * The host of STS for a region.
 *
 * @param region a region ID
 * @param vpc whether it is asked from inside a VPC
 */
export const regionalStsHost = (region: string, vpc = false): string =>
  vpc ? `sts-vpc.${region}.aliyuncs.com` : (otherHosts.get(region) ?? `sts.${region}.aliyuncs.com`);
