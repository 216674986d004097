export interface WorkbenchTarget {
  /** Of the server, as the browser reaches it. */
  origin: string;
  /** The server's connection token; absent in a browser that has been there. */
  token?: string | undefined;
  /** Absolute path of the folder to open. */
  folder: string;
  /** Absolute path of the extension under development; absent where an installed one is tested. */
  extensionPath?: string | undefined;
  /** Absolute path of a CommonJS module that exports `run(): Promise<void>`. */
  testsPath?: string | undefined;
}

/** The address that opens the workbench on a folder. Only a server with `--enable-smoke-test-driver` reads the payload. */
export function workbenchUrl({ origin, token, folder, extensionPath, testsPath }: WorkbenchTarget): string {
  const { host } = new URL(origin);
  const pairs: [string, string][] = [['skipWelcome', 'true']];
  const remote = (path: string) => `vscode-remote://${host}${path}`;
  if (extensionPath) pairs.push(['extensionDevelopmentPath', remote(extensionPath)]);
  if (testsPath) pairs.push(['extensionTestsPath', remote(testsPath)]);
  const query = new URLSearchParams({ folder, payload: JSON.stringify(pairs), ...(token && { tkn: token }) });
  return `${origin}/?${query.toString()}`;
}
