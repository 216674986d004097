/** Rules for the parameters that are JSON objects: UdmDetail, OtsDetail, TargetContainer, Options, FailbackDetail. */
import {
  findInvalidText,
  checkCount,
  checkFlag,
  checkText,
  checkTexts,
  checkAllowedValue,
  parseStructured,
} from './valueRules.ts';
import type { Finding } from './valueRules.ts';

type Member = 'text' | 'texts' | 'flag' | 'count' | 'level';

interface ObjectRule {
  readonly members: ReadonlyMap<string, Member>;
  readonly required?: readonly string[];
  /** Whether members that aren't listed are accepted. */
  readonly open?: boolean;
}

const anyObject: ObjectRule = { members: new Map(), open: true };

const rollback: ObjectRule = {
  required: ['sourceInstanceId'],
  members: new Map([
    ['sourceInstanceId', 'text'],
    ['forceRestore', 'flag'],
    ['bootAfterRestore', 'flag'],
  ]),
};

/** The rule for UdmDetail by RestoreType. For other types nothing is known, so any object passes. */
const udmDetails: ReadonlyMap<string, ObjectRule> = new Map([
  ['UDM_ECS_ROLLBACK', rollback],
  ['UDM_ECS_DISK_ROLLBACK', rollback],
  [
    'UDM_ECS',
    {
      required: [
        'diskCategory',
        'instanceType',
        'restoredNetwork',
        'securityGroup',
        'restoredName',
        'restoredHostName',
      ],
      members: new Map<string, Member>([
        ['diskCategory', 'text'],
        ['instanceType', 'text'],
        ['restoredNetwork', 'text'],
        ['securityGroup', 'text'],
        ['restoredName', 'text'],
        ['restoredHostName', 'text'],
        ['diskPerformanceLevel', 'level'],
        ['bootAfterRestore', 'flag'],
        ['allocatePublicIp', 'flag'],
        ['privateIpAddress', 'text'],
      ]),
    },
  ],
  [
    'UDM_ECS_DISK',
    {
      required: ['targetInstanceId', 'diskCategory'],
      members: new Map<string, Member>([
        ['targetInstanceId', 'text'],
        ['diskCategory', 'text'],
        ['diskPerformanceLevel', 'level'],
      ]),
    },
  ],
]);

const objectRules: ReadonlyMap<string, ObjectRule> = new Map([
  [
    'OtsDetail',
    {
      members: new Map<string, Member>([
        ['OverwriteExisting', 'flag'],
        ['BatchChannelCount', 'count'],
        ['RestoreIndex', 'flag'],
        ['RestoreSearchIndex', 'flag'],
        ['ReGenerateAutoIncrementPK', 'flag'],
        ['IndexNameSuffix', 'text'],
        ['SearchIndexNameSuffix', 'text'],
      ]),
    },
  ],
  [
    'TargetContainer',
    {
      members: new Map<string, Member>([
        ['host', 'text'],
        ['hostPrefix', 'text'],
        ['pvPath', 'text'],
      ]),
    },
  ],
  [
    'Options',
    {
      open: true,
      members: new Map<string, Member>([
        ['includes', 'texts'],
        ['excludes', 'texts'],
        ['conflictPolicy', 'text'],
        ['UseVSS', 'flag'],
      ]),
    },
  ],
]);

function checkMember(value: unknown, member: Member): Finding | undefined {
  switch (member) {
    case 'text':
      return checkText(value);
    case 'texts':
      return checkTexts(value, true);
    case 'flag':
      return checkFlag(value);
    case 'count':
      return checkCount(value);
    case 'level':
      return checkAllowedValue(value, ['PL0', 'PL1', 'PL2', 'PL3']);
  }
}

/**
 * The problems of a parameter that is an object, given as JSON or as its text: the first problem of each member.
 * `restoreType` is undefined where it isn't known.
 */
export function checkObject(parameter: string, value: unknown, restoreType: string | undefined): Finding[] {
  const parsed = parseStructured(value);
  if ('finding' in parsed) return [parsed.finding];
  const object = parsed.value;
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    return [{ kind: 'type', message: 'must be a JSON object.' }];
  }
  const broken = findInvalidText(object);
  if (broken) return [broken];

  const rule =
    (parameter === 'UdmDetail' ? udmDetails.get(restoreType ?? '') : objectRules.get(parameter)) ?? anyObject;
  const findings: Finding[] = [];
  for (const name of rule.required ?? []) {
    if (!Object.hasOwn(object, name)) findings.push({ kind: 'missing', message: `needs ${name}.` });
  }
  for (const [name, inner] of Object.entries(object)) {
    const member = rule.members.get(name);
    if (member) {
      const finding = checkMember(inner, member);
      if (finding) findings.push({ kind: finding.kind, message: `is wrong: its ${name} ${finding.message}` });
    } else if (!rule.open) {
      findings.push({ kind: 'unknown', message: `takes no ${name}.` });
    }
  }
  return findings;
}
