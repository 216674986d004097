/** The proxy of the environment. Plain Node goes past it unless it is told otherwise. */
import http from 'node:http';
import type { Environment } from '../cloud/credentials/environment.ts';

/** What this Node can do about proxies. */
export interface NodeProxies {
  readonly version: string;
  /** Has all requests from now on go by the proxies of these variables. Newer than the types, and than some Nodes that this runs in. */
  readonly setGlobalProxyFromEnv?: ((env: Environment) => unknown) | undefined;
  /** Whether it knows `NODE_USE_ENV_PROXY`, which it reads when it starts. */
  readonly knowsVariable: boolean;
}

const thisNode = (): NodeProxies => ({
  version: process.version,
  setGlobalProxyFromEnv: (http as typeof http & Pick<NodeProxies, 'setGlobalProxyFromEnv'>).setGlobalProxyFromEnv,
  knowsVariable: process.allowedNodeEnvironmentFlags.has('--use-env-proxy'),
});

/** How the proxy of the environment is used; empty where there is none, or where it simply is. */
export interface ProxyUse {
  /** Why nothing may be sent. */
  readonly refused?: string;
  /** What may help where nothing got through. */
  readonly hint?: string;
}

const isProxy = (address: string) => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);

/**
 * Has requests go by `HTTPS_PROXY`, except to the hosts of `NO_PROXY`. `HTTP_PROXY` is left out: what goes unencrypted is for this machine
 * alone. No text quotes the address, which may have a password.
 */
export function useProxy(env: Environment, node: NodeProxies = thisNode()): ProxyUse {
  // Small letters go first, as for Node.
  const name = ['https_proxy', 'HTTPS_PROXY'].find((each) => (env[each] ?? '') !== '');
  if (name === undefined) return {};
  const refused = `Nothing was checked. ${name} is no address of a proxy. Write http://HOST:PORT or http://USER:PASSWORD@HOST:PORT.`;
  if (!isProxy(env[name] ?? '')) return { refused };
  if (node.setGlobalProxyFromEnv) {
    const { https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY } = env;
    try {
      node.setGlobalProxyFromEnv({ https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY });
      return {};
    } catch {
      // What Node says quotes the address.
      return { refused };
    }
  }
  if (node.knowsVariable && env['NODE_USE_ENV_PROXY'] === '1') return {};
  const step = node.knowsVariable ? 'Set NODE_USE_ENV_PROXY=1 as well.' : 'Use Node 24 or newer.';
  return { hint: `${name} is set, but this program goes past it in Node ${node.version}. ${step}` };
}
