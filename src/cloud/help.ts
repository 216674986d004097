/** Pages of the vendor about an error: the only addresses that are ever offered to be opened. */

/**
 * Hosts of the vendor's own pages; others may put pages under `aliyuncs.com`, where buckets and functions have their addresses.
 */
const hosts = /^(?:[a-z0-9-]+\.)*(?:aliyun|alibabacloud)\.com$/;

const longest = 2000;

/** `text` as an address of the vendor's help; undefined for any other text. */
export function helpLink(text: string): string | undefined {
  if (text.length > longest || !URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, href } = new URL(text);
  const plain = protocol === 'https:' && port === '' && username === '' && password === '';
  return plain && hosts.test(hostname) && href.length <= longest ? href : undefined;
}

/** The vendor's page about an error code. */
export function troubleshootLink(code: string, product: string, requestId: string | undefined): string | undefined {
  const query = new URLSearchParams({ q: code, product, ...(requestId !== undefined && { requestId }) });
  return helpLink(`https://api.alibabacloud.com/troubleshoot?${query.toString()}`);
}
