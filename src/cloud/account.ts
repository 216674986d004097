/** Where a request goes and who signs it. */

/** What signs. */
export type SignerKind =
  /** A profile of the Alibaba Cloud CLI. */
  | 'cliProfile'
  /** An AccessKey that was added here; the editor's secret storage has it. */
  | 'accessKey'
  /** The environment's AccessKey. */
  | 'environment'
  /** The OIDC role that the environment names. */
  | 'environmentOidc'
  /** The address of credentials that the environment names. */
  | 'environmentUri'
  /** A section of `~/.alibabacloud/credentials`. */
  | 'credentialsFile'
  /** The RAM role of the ECS instance that this runs on. */
  | 'instanceRole'
  | 'sandbox';

/** Without secrets: this is shown, logged and kept with each job. */
export interface Account {
  readonly signer: SignerKind;
  /** Name shown to a person: the profile's, the AccessKey's or the role's, else a word for the signer. */
  readonly profile: string;
  /** Region id, e.g. `cn-hangzhou`. */
  readonly region: string;
  /** Origin, e.g. `https://hbr.cn-hangzhou.aliyuncs.com` or `http://127.0.0.1:1234`; `parseEndpoint` has the rules. */
  readonly endpoint: string;
  /** Who signs, as `callerOf` tells it: a profile may become another account's. Absent where nobody has looked yet. */
  readonly caller?: string;
}

/** Whether requests go to a sandbox, where nothing real is restored. */
export function isSandbox(account: Account): boolean {
  return account.signer === 'sandbox';
}

/** Who signs. Only `keys` carries secrets; the others say where they are read, on each call. */
export type CredentialSource =
  | { readonly kind: 'environment' | 'environmentOidc' | 'environmentUri' }
  | { readonly kind: 'cliProfile' | 'credentialsFile' | 'instanceRole'; readonly name: string }
  | {
      readonly kind: 'keys';
      readonly accessKeyId: string;
      readonly accessKeySecret: string;
      readonly securityToken?: string;
    };
