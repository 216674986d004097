import * as l10n from '@vscode/l10n';
import { clockProblem } from './clockSkew.ts';
import { parameterNames } from '../restoreSpec/parameters.ts';
import { keysNextStep, type KeyOrigin } from './credentials/keyOrigin.ts';

/** What the sentences of the table are filled with. */
export interface CodeContext {
  readonly operation: string;
  readonly profile: string;
  readonly host: string;
  /** The RAM action, e.g. `hbr:CreateRestoreJob`. */
  readonly action: string;
  /** Which kind of policy denied it, as the service says; may be empty. */
  readonly policy: string;
  /** Whether a policy denies the action explicitly. Then adding a policy does not help. */
  readonly explicitDeny: boolean;
  /** The ARN of the role that is the resource of the action, where there is one. */
  readonly role: string | undefined;
  /** Where the keys come from, where that is known. */
  readonly origin: KeyOrigin | undefined;
  /** How far this machine's clock is ahead of the service's, in ms, where that was seen. */
  readonly aheadMs: number | undefined;
}

interface CodeMeaning {
  readonly happened: (about: CodeContext) => string;
  readonly nextStep: (about: CodeContext) => string;
  /** `happened` is said where the service itself doesn't know whether it executed the call. */
  readonly uncertain?: boolean;
  /** `false` where the request's parameters have nothing to do with it. */
  readonly aboutRequest?: boolean;
  /** A permission is missing. */
  readonly permission?: boolean;
  /** The keys that signed are wrong, disabled or too old. */
  readonly aboutKeys?: boolean;
}

/** What there is to do about a missing permission. */
function grantNextStep({ action, policy, explicitDeny, role }: CodeContext): string {
  if (explicitDeny) {
    return policy === ''
      ? l10n.t("Adding a policy doesn't help: ask your administrator to change the one that denies {0}.", action)
      : l10n.t(
          "Adding a policy doesn't help: ask your administrator to change the one that denies {0} ({1}).",
          action,
          policy,
        );
  }
  // Only a policy of this type belongs to the user. It can't grant what a policy of another type withholds.
  if (policy !== '' && !/identity/i.test(policy)) {
    return l10n.t('Ask your administrator to grant {0} in RAM, and in this kind of policy too: {1}.', action, policy);
  }
  if (role !== undefined) {
    return l10n.t(
      'Ask your administrator to grant {0} to {1} in RAM, and to let that role trust who assumes it.',
      action,
      role,
    );
  }
  return policy === '' && action.startsWith('hbr:')
    ? l10n.t('Ask your administrator to grant {0} in RAM. The owner of the vault may also have denied it.', action)
    : l10n.t('Ask your administrator to grant {0} in RAM.', action);
}

const permission: CodeMeaning = {
  happened: ({ profile, action, explicitDeny }) =>
    explicitDeny
      ? l10n.t('A policy denies {1} to the profile {0} outright.', profile, action)
      : l10n.t('The profile {0} lacks the permission {1}.', profile, action),
  nextStep: grantNextStep,
  permission: true,
  aboutRequest: false,
};

/**
 * The API gateway's well-known codes, the first row that matches; every other code is passed through as it came.
 * The sentences are functions because the language is known only after the extension has started.
 */
const table: readonly (readonly [RegExp, CodeMeaning])[] = [
  [
    /^Throttling(\.|$)/,
    {
      happened: ({ operation }) => l10n.t('Too many calls: the service throttled {0}.', operation),
      nextStep: () => l10n.t('Nothing was changed. Wait a minute, then try again.'),
      aboutRequest: false,
    },
  ],
  [
    /^(ServiceUnavailable|InternalError|InternalFailure)/,
    {
      happened: ({ operation }) => l10n.t('Cloud Backup had an internal error during {0}.', operation),
      nextStep: () => l10n.t('Try again in a moment.'),
      uncertain: true,
      aboutRequest: false,
    },
  ],
  [
    /^InvalidAccessKeyId\.Inactive/,
    {
      happened: ({ profile }) => l10n.t('The AccessKey of the profile {0} is disabled.', profile),
      nextStep: () => l10n.t('Enable the AccessKey in the RAM console, or choose another profile.'),
      aboutRequest: false,
      aboutKeys: true,
    },
  ],
  [
    /^InvalidAccessKeyId(\.|$)/,
    {
      happened: ({ profile }) =>
        l10n.t('The AccessKey of the profile {0} is wrong, deleted or disabled, or its token ran out.', profile),
      nextStep: ({ origin }) => keysNextStep(origin, 'key'),
      aboutRequest: false,
      aboutKeys: true,
    },
  ],
  [
    /^InvalidSecurityToken\.Expired/,
    {
      happened: ({ profile }) => l10n.t('The security token of the profile {0} has run out.', profile),
      nextStep: ({ origin }) => keysNextStep(origin, 'token'),
      aboutRequest: false,
      aboutKeys: true,
    },
  ],
  [
    /^(Invalid|Missing)SecurityToken(\.|$)/,
    {
      happened: ({ profile }) =>
        l10n.t('The security token of the profile {0} is broken, or is not that of its AccessKey.', profile),
      nextStep: ({ origin }) => keysNextStep(origin, 'token'),
      aboutRequest: false,
      aboutKeys: true,
    },
  ],
  [
    /^(SignatureDoesNotMatch|IncompleteSignature)/,
    {
      happened: ({ profile }) =>
        l10n.t('The signature is wrong: the AccessKey secret of the profile {0} is not that of its ID.', profile),
      nextStep: ({ origin }) => keysNextStep(origin, 'secret'),
      aboutRequest: false,
      aboutKeys: true,
    },
  ],
  [
    // Each request has a nonce of its own. The service can only have seen this one because something on the way sent the request
    // twice. The first copy may have been executed.
    /^SignatureNonceUsed/,
    {
      happened: ({ operation }) => l10n.t('The service received {0} twice, perhaps repeated by a proxy.', operation),
      nextStep: () => l10n.t('Try again in a moment.'),
      uncertain: true,
      aboutRequest: false,
    },
  ],
  [
    /^(IllegalTimestamp|InvalidTimeStamp)/,
    {
      happened: ({ aheadMs }) => clockProblem(aheadMs).happened,
      nextStep: ({ aheadMs }) => clockProblem(aheadMs).nextStep,
      aboutRequest: false,
    },
  ],
  // Other codes of this kind may have another reason than RAM. The service's message tells it.
  [/^(Forbidden(\.RAM|\.NoPermission)?|NoPermission)$/, permission],
  [
    /^(InvalidAction\.NotFound|InvalidVersion)/,
    {
      happened: ({ host, operation }) =>
        l10n.t("{0} doesn't know {1}: it is not the endpoint of Cloud Backup.", host, operation),
      nextStep: () => l10n.t('Check the region and the endpoint setting.'),
      aboutRequest: false,
    },
  ],
  [
    /^(Missing|Invalid)/,
    {
      happened: ({ operation }) => l10n.t('The service refused a parameter of {0}.', operation),
      nextStep: () => l10n.t('Nothing was changed. Correct the parameter, then try again.'),
    },
  ],
];

/** @param denied whether the answer says of which permission it is, in `AccessDeniedDetail` */
export function meaningOf(code: string, denied: boolean): CodeMeaning | undefined {
  return table.find(([pattern]) => pattern.test(code))?.[1] ?? (denied ? permission : undefined);
}

/**
 * The parameter that an error names: in its code (`MissingVaultId`, `InvalidVaultId.NotFound`, `InvalidParameter.VaultId`),
 * else in its message. `sent` are the request's own parameters, known or not.
 */
export function parameterIn(code: string, message: string, sent: readonly string[]): string | undefined {
  const names = new Map([...parameterNames, ...sent].map((name) => [name.toLowerCase(), name]));
  const inCode = /^(?:Missing|Invalid)(?:Parameter\.)?([A-Za-z]+)/.exec(code)?.[1];
  const named = inCode === undefined ? undefined : names.get(inCode.toLowerCase());
  if (named !== undefined) return named;
  for (const { 0: word, index } of message.matchAll(/[A-Za-z]+/g)) {
    if (names.get(word.toLowerCase()) !== word) continue;
    // `Include` and the like are also plain words: those count only where the message marks them as a name.
    const marked =
      /[a-z][A-Z]/.test(word) || /["'`“]$|parameter:?\s*$/i.test(message.slice(Math.max(0, index - 20), index));
    if (marked) return word;
  }
  return undefined;
}

/** Whether a code of the service says that the keys that signed are wrong. Other keys then help. */
export const isAboutKeys = (code: string): boolean => meaningOf(code, false)?.aboutKeys === true;
