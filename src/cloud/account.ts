/** Where a request goes and who signs it. */

/** Without secrets: this is shown, logged and kept with each job. */
export interface Account {
  /** What signs: a profile of the CLI, the environment's AccessKey, or the sandbox's own key. */
  readonly signer: 'cliProfile' | 'environment' | 'sandbox';
  /** Name shown to a person: the CLI's profile, else the word of `signer`. */
  readonly profile: string;
  /** Region id, e.g. `cn-hangzhou`. */
  readonly region: string;
  /** Origin, e.g. `https://hbr.cn-hangzhou.aliyuncs.com` or `http://127.0.0.1:1234`; `parseEndpoint` has the rules. */
  readonly endpoint: string;
}

/** Whether requests go to a sandbox, where nothing real is restored. */
export function isSandbox(account: Account): boolean {
  return account.signer === 'sandbox';
}

/** Who signs. Only `keys` carries secrets; the others say where they are read, on each call. */
export type CredentialSource =
  | { readonly kind: 'environment' }
  | { readonly kind: 'cliProfile'; readonly name: string }
  | {
      readonly kind: 'keys';
      readonly accessKeyId: string;
      readonly accessKeySecret: string;
      readonly securityToken?: string;
    };
