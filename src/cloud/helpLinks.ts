/** The vendor's pages about an error. No other address is ever offered to be opened. */

/** Hosts of the vendor's own pages. `aliyuncs.com` is not among them: there anybody's buckets and functions have addresses. */
const helpHosts = /^(?:[a-z0-9-]+\.)*(?:aliyun|alibabacloud)\.com$/;

const longestUrl = 2000;

/** The URL that `text` is where it is a page of the vendor; undefined for any other text. */
export function helpLink(text: string): string | undefined {
  if (text.length > longestUrl || !URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, href } = new URL(text);
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === '';
  return isPlain && helpHosts.test(hostname) && href.length <= longestUrl ? href : undefined;
}

/** The vendor's page about an error code. */
export function troubleshootLink(code: string, product: string, requestId: string | undefined): string | undefined {
  const query = new URLSearchParams({ q: code, product, ...(requestId !== undefined && { requestId }) });
  return helpLink(`https://api.alibabacloud.com/troubleshoot?${query.toString()}`);
}
