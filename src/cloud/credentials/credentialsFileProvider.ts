import * as l10n from '@vscode/l10n';
import type { UserFiles } from './userFiles.ts';
import type { Section } from './credentialsFile.ts';
import type { CredentialsProvider, ProviderContext } from './credentialsProvider.ts';
import { quoteWords } from '../quote.ts';
import { unusableProfileError } from './credentialsErrors.ts';
import { accessKeyProvider } from './providers/accessKey.ts';
import { ecsRamRoleProvider } from './providers/ecsRamRole.ts';
import { ramRoleArnProvider } from './providers/ramRoleArn.ts';
import { defaultSeconds, defaultSessionName } from './roleSession.ts';

/** The types of a section, with the keys that each can't do without. */
const types: Readonly<Record<string, readonly string[]>> = {
  access_key: ['access_key_id', 'access_key_secret'],
  sts: ['access_key_id', 'access_key_secret', 'security_token'],
  ecs_ram_role: [],
  ram_role_arn: ['access_key_id', 'access_key_secret', 'role_arn'],
};

/** How a section of `~/.alibabacloud/credentials` gets its keys. Rejects with a CloudError that says what it lacks. */
export async function credentialsFileProvider(
  name: string,
  files: UserFiles,
  context: ProviderContext,
): Promise<CredentialsProvider> {
  const file = await files.sections();
  return providerOf(name, file?.sections.get(name), file?.path ?? '~/.alibabacloud/credentials', context);
}

function providerOf(
  name: string,
  section: Section | undefined,
  path: string,
  context: ProviderContext,
): CredentialsProvider {
  const lacking = (why: string) =>
    unusableProfileError(name, why, l10n.t('Complete it in {0}, or choose another profile.', quoteWords(path, 300)));
  if (section === undefined) throw lacking(l10n.t('{0} has no such section.', quoteWords(path, 300)));
  const text = (key: string) => section.get(key) ?? '';
  const type = text('type');
  const required = Object.hasOwn(types, type) ? types[type] : undefined;
  if (required === undefined) {
    throw lacking(
      l10n.t('its type {0} is not supported here, only {1}.', quoteWords(type, 80), Object.keys(types).join(', ')),
    );
  }
  const missing = required.find((key) => text(key) === '');
  if (missing !== undefined) throw lacking(l10n.t('it has no {0}.', missing));
  if (type === 'ecs_ram_role') return ecsRamRoleProvider(name, text('role_name'), context);
  const securityToken = text('security_token');
  const withToken = type !== 'access_key' && securityToken !== '';
  const keys = accessKeyProvider({
    profile: name,
    origin: { kind: 'file', path },
    keys: {
      accessKeyId: text('access_key_id'),
      accessKeySecret: text('access_key_secret'),
      ...(withToken ? { securityToken } : {}),
    },
  });
  if (type !== 'ram_role_arn') return keys;
  const role = {
    profile: name,
    roleArn: text('role_arn'),
    sessionName: text('role_session_name') || defaultSessionName,
    seconds: defaultSeconds,
    stsHost: 'sts.aliyuncs.com',
    ...(text('policy') === '' ? {} : { policy: text('policy') }),
  };
  return ramRoleArnProvider(role, keys, context);
}
