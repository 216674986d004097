import { homedir } from 'node:os';
import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { CredentialSource } from '../account.ts';
import { credentialsUri, environmentKeys, environmentRole, uriProfile, type Environment } from '../environment.ts';
import { keepSecret } from '../secrets.ts';
import { cliPlan } from './cliPlan.ts';
import { lacksKeys } from './failures.ts';
import { filePlan } from './filePlan.ts';
import { stsHostOf } from './fromEnvironment.ts';
import { addressPlan } from './outside.ts';
import { defaultSeconds, defaultSessionName, instancePlan, type Plan } from './plan.ts';

/** How a source gets its keys. Throws CloudError (`notSent`) that says what is missing, and what does instead. */
export async function planFor(
  source: CredentialSource,
  profile: string,
  env: Environment = process.env,
  home: string = homedir(),
): Promise<Plan> {
  const gone = (what: string) =>
    lacksKeys(
      profile,
      l10n.t('the environment has no {0} any more.', what),
      l10n.t('Set it where the editor is started from, and start the editor again; or choose another profile.'),
    );
  switch (source.kind) {
    case 'keys': {
      const { accessKeyId, accessKeySecret, securityToken } = source;
      keepSecret(accessKeySecret, securityToken);
      return {
        kind: 'keys',
        profile,
        keys: { accessKeyId, accessKeySecret, securityToken },
        origin: { kind: 'added' },
      };
    }
    case 'environment': {
      const keys = environmentKeys(env);
      if (keys === undefined) throw gone('ALIBABA_CLOUD_ACCESS_KEY_ID');
      const { variable, accessKeyId, accessKeySecret, securityToken } = keys;
      const origin = { kind: 'environment' as const, variable };
      return { kind: 'keys', profile, keys: { accessKeyId, accessKeySecret, securityToken }, origin };
    }
    case 'environmentOidc': {
      const role = environmentRole(env);
      if (role === undefined) throw gone('ALIBABA_CLOUD_OIDC_TOKEN_FILE');
      const sessionName = role.sessionName ?? defaultSessionName;
      const tokenFile = resolve(home, role.tokenFile);
      const stsHost = stsHostOf(env, profile) ?? role.stsHost;
      return { kind: 'oidc', profile, ...role, tokenFile, sessionName, stsHost, seconds: defaultSeconds };
    }
    case 'environmentUri': {
      const uri = credentialsUri(env);
      if (uri === undefined) throw gone('ALIBABA_CLOUD_CREDENTIALS_URI');
      // Whatever name it is shown by: what was agreed to goes by this one.
      return addressPlan(uriProfile, uri.value, env);
    }
    case 'cliProfile':
      return cliPlan(source.name, env, home);
    case 'credentialsFile':
      return filePlan(source.name, env, home);
    case 'instanceRole':
      return instancePlan(profile, source.name, env);
  }
}
