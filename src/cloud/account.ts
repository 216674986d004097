/** Who signs a request, and where it goes. */

/** What signs a request. */
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

/** Who signs and where requests go, without secrets: this is shown, logged and kept with each job. */
export interface Account {
  readonly signer: SignerKind;
  /** Name shown to a person: the profile's, the AccessKey's or the role's, else a word for the signer. */
  readonly profile: string;
  /** Region id, e.g. `cn-hangzhou`. */
  readonly region: string;
  /** Origin, e.g. `https://hbr.cn-hangzhou.aliyuncs.com` or `http://127.0.0.1:1234`; `parseEndpoint` has the rules. */
  readonly endpoint: string;
  /** The `signerFingerprint` of the keys, because a profile may later sign for another account. Absent where it was not looked up yet. */
  readonly caller?: string;
}

/** Whether requests go to a sandbox, where nothing real is restored. */
export function isSandbox(account: Account): boolean {
  return account.signer === 'sandbox';
}

/** Where keys come from. Only `keys` carries secrets; the others say where they are read. */
export type CredentialSource =
  | { readonly kind: 'environment' | 'environmentOidc' | 'environmentUri' }
  | { readonly kind: 'cliProfile' | 'credentialsFile' | 'instanceRole'; readonly name: string }
  | {
      readonly kind: 'keys';
      readonly accessKeyId: string;
      readonly accessKeySecret: string;
      readonly securityToken?: string | undefined;
    };
