import { writeFile } from 'node:fs/promises';
import selfsigned from 'selfsigned';

/** A server's key and certificate, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority that nobody knows but those who are given its certificate. */
export interface Authority {
  /** PEM. */
  readonly cert: string;
  /** Signs a certificate for these DNS names and IPv4 addresses. */
  readonly issue: (names: readonly string[]) => Promise<Certificate>;
  /** Writes its certificate to a file, for `NODE_EXTRA_CA_CERTS`. */
  readonly save: (path: string) => Promise<void>;
}

const isAddress = (name: string) => /^[\d.]+$/.test(name);

const common = { algorithm: 'sha256', keyType: 'ec' } as const;

export async function createAuthority(name: string): Promise<Authority> {
  const made = await selfsigned.generate([{ name: 'commonName', value: name }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
  const ca = { key: made.private, cert: made.cert };
  return {
    cert: ca.cert,
    async issue(names) {
      const altNames = names.map((value) =>
        isAddress(value) ? { type: 7 as const, ip: value } : { type: 2 as const, value },
      );
      const issued = await selfsigned.generate([{ name: 'commonName', value: names[0] ?? name }], {
        ...common,
        ca,
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'extKeyUsage', serverAuth: true },
          { name: 'subjectAltName', altNames },
        ],
      });
      return { key: issued.private, cert: issued.cert };
    },
    save: (path) => writeFile(path, ca.cert),
  };
}
