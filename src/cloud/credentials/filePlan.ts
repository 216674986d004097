import * as l10n from '@vscode/l10n';
import { readSections, type Section } from '../credentialsFile.ts';
import type { Environment } from '../environment.ts';
import { clean } from '../text.ts';
import { cannotSign } from './failures.ts';
import { defaultSeconds, defaultSessionName, instancePlan, type Plan } from './plan.ts';

/** The types of a section, with the keys that each can't do without. */
const types: Readonly<Record<string, readonly string[]>> = {
  access_key: ['access_key_id', 'access_key_secret'],
  sts: ['access_key_id', 'access_key_secret', 'security_token'],
  ecs_ram_role: [],
  ram_role_arn: ['access_key_id', 'access_key_secret', 'role_arn'],
};

/** How a section of `~/.alibabacloud/credentials` gets its keys. Throws CloudError that says what it lacks. */
export async function filePlan(name: string, env: Environment, home: string): Promise<Plan> {
  const file = await readSections(env, home);
  return sectionPlan(name, file?.sections.get(name), file?.path ?? '~/.alibabacloud/credentials', env);
}

function sectionPlan(name: string, section: Section | undefined, path: string, env: Environment): Plan {
  const lacking = (why: string) =>
    cannotSign(name, why, l10n.t('Complete it in {0}, or choose another profile.', clean(path, 300)));
  if (section === undefined) throw lacking(l10n.t('{0} has no such section.', path));
  const text = (key: string) => section.get(key) ?? '';
  const type = text('type');
  const required = Object.hasOwn(types, type) ? types[type] : undefined;
  if (required === undefined) {
    throw lacking(
      l10n.t('its type "{0}" is not supported here, only {1}.', clean(type, 80), Object.keys(types).join(', ')),
    );
  }
  const missing = required.find((key) => text(key) === '');
  if (missing !== undefined) throw lacking(l10n.t('it has no {0}.', missing));
  if (type === 'ecs_ram_role') return instancePlan(name, text('role_name'), env);
  const securityToken = text('security_token');
  const withToken = type !== 'access_key' && securityToken !== '';
  const keys: Plan = {
    kind: 'keys',
    profile: name,
    origin: { kind: 'file', path },
    keys: {
      accessKeyId: text('access_key_id'),
      accessKeySecret: text('access_key_secret'),
      ...(withToken ? { securityToken } : {}),
    },
  };
  if (type !== 'ram_role_arn') return keys;
  return {
    kind: 'role',
    profile: name,
    by: keys,
    roleArn: text('role_arn'),
    sessionName: text('role_session_name') || defaultSessionName,
    seconds: defaultSeconds,
    stsHost: 'sts.aliyuncs.com',
    ...(text('policy') === '' ? {} : { policy: text('policy') }),
  };
}
