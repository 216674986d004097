/** Numbers and ids from a seed: the same labels always give the same. */
import { createHash } from 'node:crypto';

export type Label = string | number;

/** 64 hexadecimal digits. */
export const digest = (...labels: readonly Label[]): string =>
  createHash('sha256').update(labels.join('\n')).digest('hex');

/** A whole number from 0 up to, not including, `below`. */
export const numberBelow = (below: number, ...labels: readonly Label[]): number =>
  Number.parseInt(digest(...labels).slice(0, 12), 16) % below;

/** An id such as `v-0003k9x2m4p7q8r1s5t6`, in the length that the service's ids have. */
export const idFrom = (prefix: string, ...labels: readonly Label[]): string =>
  `${prefix}000${BigInt(`0x${digest(...labels)}`)
    .toString(36)
    .slice(0, 17)}`;
