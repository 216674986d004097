/** A part of OSS's own region IDs, such as `oss-cn-hangzhou`, and of those that its images had. */
const ofBuckets = /(^|-)(oss|img)(-|$)/;

/**
 * Whether `text` has the form of a region ID, as the schema's pattern for `$region` and that of the region setting have it. It
 * becomes part of a host name, so nothing else may pass, nor what would make it the host of a bucket: those are anybody's.
 */
export function isRegionId(text: string): boolean {
  // 63 characters are the most that one label of a host name holds.
  return text.length <= 63 && /^[a-z]{2,}(-[a-z0-9]+)+$/.test(text) && !ofBuckets.test(text);
}
