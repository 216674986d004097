import { startSandbox, type SandboxOptions } from '../src/sandbox/sandbox.ts';

/** A service on this machine to restore with, and the key that it knows. */
export interface Service {
  /** Origin on loopback, such as `http://127.0.0.1:8080`. */
  endpoint: string;
  accessKeyId: string;
  accessKeySecret: string;
  /** Whether it's the project's own sandbox, which ends with `close`. */
  ownSandbox: boolean;
  close: () => Promise<void>;
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The service that `HBR_ENDPOINT`, `ALIBABA_CLOUD_ACCESS_KEY_ID` and `ALIBABA_CLOUD_ACCESS_KEY_SECRET` name, else a new
 * sandbox. A key without an endpoint is that of a real account, and isn't used.
 * @param options of the sandbox
 * @throws {Error} when the endpoint isn't on loopback (nothing here may restore for real), or has no key
 */
export async function chooseService(
  env: NodeJS.ProcessEnv = process.env,
  options: SandboxOptions = {},
): Promise<Service> {
  const endpoint = env['HBR_ENDPOINT'];
  if (!endpoint) {
    const sandbox = await startSandbox(options);
    return { ...sandbox, ownSandbox: true };
  }
  const { origin } = requireLoopback(endpoint);
  const accessKeyId = env['ALIBABA_CLOUD_ACCESS_KEY_ID'];
  const accessKeySecret = env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'];
  if (!accessKeyId || !accessKeySecret) {
    throw new Error(
      `HBR_ENDPOINT names ${origin}, but no key for it is set. Set ALIBABA_CLOUD_ACCESS_KEY_ID and ` +
        'ALIBABA_CLOUD_ACCESS_KEY_SECRET too, or unset HBR_ENDPOINT to use the sandbox.',
    );
  }
  return { endpoint: origin, accessKeyId, accessKeySecret, ownSandbox: false, close: () => Promise.resolve() };
}

function requireLoopback(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url && /^https?:$/.test(url.protocol) && loopback.has(url.hostname)) return url;
  throw new Error(
    `HBR_ENDPOINT is "${endpoint}": this restores on the machine itself alone. Set it to an address such as ` +
      'http://127.0.0.1:8080, or unset it to use the sandbox.',
  );
}

/** What a VS Code session needs to send its requests there, and nowhere else. */
export function sessionFor(service: Service) {
  return {
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: service.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: service.accessKeySecret,
    },
    settings: { 'cloudBackupRestore.endpoint': service.endpoint, 'cloudBackupRestore.region': 'cn-hangzhou' },
  };
}
