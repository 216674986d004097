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
