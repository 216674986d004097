/** Region IDs: the form that they have, and those that this version knows. */
export { regions } from './generated/regions.ts';

/** A part of OSS's own region IDs, such as `oss-cn-hangzhou`, and of those that its image service had. */
const bucketRegionPart = /(^|-)(oss|img)(-|$)/;

/**
 * Whether `text` has the form of a region ID. The schema's pattern for `$region` and that of the region setting say the same.
 *
 * A region ID becomes part of a host name, so no other text may pass. An ID that would make it the host name of an OSS bucket may not
 * pass either, since anybody can own a bucket.
 */
export function isRegionId(text: string): boolean {
  // 63 characters are the most that one label of a host name holds.
  return text.length <= 63 && /^[a-z]{2,}(-[a-z0-9]+)+$/.test(text) && !bucketRegionPart.test(text);
}
