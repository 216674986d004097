/** Generated specs: valid ones, and ones with a key dropped, added, renamed, retyped, or a value at a boundary. */
import fc from 'fast-check';

/** Integers are bigints, so that every digit survives; other numbers are written as JavaScript writes them. */
export type Value = string | boolean | null | bigint | number | Value[] | { [key: string]: Value };
export type Spec = Record<string, Value>;

/** JSON text of a value; bigints as their digits. */
export function toText(value: Value): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(toText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${toText(member)}`);
  return `{${members.join(',')}}`;
}

const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('v-1', 's-000dh2pq', 'a', 'C:\\', '/home/alice/*.pdf', '😀', '${x}', '<b>', '[a](b)'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }) },
);
const oddText = fc.constantFrom(
  '',
  ' ',
  '\n',
  'a\tb',
  '\0',
  'x\0',
  '\ud800',
  '\udc00a',
  '\u0085',
  '\u2028',
  '1',
  'true',
  '{}',
  '[]',
);
const seconds = fc.constantFrom(0n, 1n, 1554347313n, 99999999999n);
const oddNumber = fc.constantFrom<Value>(
  -1n,
  1.5,
  0.1,
  1e21,
  100000000000n,
  1554347313000n,
  10n ** 19n,
  10n ** 19n - 1n,
  10n ** 20n,
  2n ** 63n,
);
const flag = fc.boolean();

/** A structured value as JSON or as its string. */
const either = (value: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.tuple(value, fc.boolean()).map(([json, asString]) => (asString ? toText(json) : json));

const paths = either(
  fc.oneof(
    { weight: 5, arbitrary: fc.array(text, { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.integer({ min: 249, max: 253 }).map((length) => ['a'.repeat(length)]) },
    { weight: 1, arbitrary: fc.integer({ min: 249, max: 253 }).map((length) => ['😀'.repeat(length)]) },
    { weight: 1, arbitrary: fc.constantFrom<Value>([], [''], ['a\n'], ['\0'], [1n], [['a']], [null]) },
  ),
);
const level = fc.constantFrom('PL0', 'PL1', 'PL2', 'PL3');
const some = (members: Record<string, fc.Arbitrary<Value>>, required: string[] = []) =>
  fc.record(members, { requiredKeys: required });

const rollback = some({ sourceInstanceId: text, forceRestore: flag, bootAfterRestore: flag }, ['sourceInstanceId']);
const instanceKeys = [
  'diskCategory',
  'instanceType',
  'restoredNetwork',
  'securityGroup',
  'restoredName',
  'restoredHostName',
];
const instance = some(
  {
    ...Object.fromEntries(instanceKeys.map((key) => [key, text])),
    diskPerformanceLevel: level,
    bootAfterRestore: flag,
    allocatePublicIp: flag,
    privateIpAddress: text,
  },
  instanceKeys,
);
const disk = some({ targetInstanceId: text, diskCategory: text, diskPerformanceLevel: level }, [
  'targetInstanceId',
  'diskCategory',
]);
const ots = some({
  OverwriteExisting: flag,
  BatchChannelCount: fc.constantFrom<Value>(1n, 8n),
  RestoreIndex: flag,
  RestoreSearchIndex: flag,
  ReGenerateAutoIncrementPK: flag,
  IndexNameSuffix: text,
  SearchIndexNameSuffix: text,
});

const anywhere: Record<string, fc.Arbitrary<Value>> = {
  SnapshotHash: text,
  Include: paths,
  Exclude: paths,
  TargetContainer: either(some({ host: text, hostPrefix: text, pvPath: text })),
  TargetContainerClusterId: text,
  InitiatedByAck: flag,
  CrossAccountType: fc.constantFrom('SELF_ACCOUNT', 'CROSS_ACCOUNT'),
  CrossAccountUserId: fc.constantFrom(0n, 1589750000004625n, 9223372036854775807n, 9999999999999999998n),
  CrossAccountRoleName: text,
  Options: either(
    some({ includes: fc.array(text), excludes: fc.array(text), conflictPolicy: text, UseVSS: flag, other: oddNumber }),
  ),
  Edition: fc.constantFrom('STANDARD', 'BASIC'),
  FailbackDetail: either(some({ a: fc.constantFrom<Value>(1n, 1.5, null, ['x'], { b: 'c' }) })),
  $region: fc.constantFrom('cn-hangzhou', 'eu-central-1'),
};

/** The parameters that belong to some types, by type: required, then optional. */
const byType: Record<
  string,
  [source: string, Record<string, fc.Arbitrary<Value>>, Record<string, fc.Arbitrary<Value>>]
> = {
  ECS_FILE: ['ECS_FILE', { TargetInstanceId: text, TargetPath: text }, {}],
  OSS: ['OSS', { TargetBucket: text, TargetPrefix: fc.oneof(text, fc.constant('')) }, {}],
  NAS: ['NAS', { TargetFileSystemId: text, TargetCreateTime: seconds }, { TargetPath: text }],
  OTS_TABLE: [
    'OTS_TABLE',
    { TargetInstanceName: text, TargetTableName: text },
    { TargetTime: seconds, OtsDetail: either(ots) },
  ],
  UDM_ECS_ROLLBACK: ['UDM_ECS', { UdmRegionId: text }, { UdmDetail: either(rollback) }],
  UDM_ECS_DISK_ROLLBACK: ['UDM_ECS', { UdmRegionId: text }, { UdmDetail: either(rollback) }],
  UDM_ECS: ['UDM_ECS', { UdmRegionId: text }, { UdmDetail: either(instance) }],
  UDM_ECS_DISK: ['UDM_ECS', { UdmRegionId: text }, { UdmDetail: either(disk) }],
  COMMON_FILE_SYSTEM: [
    'COMMON_FILE_SYSTEM',
    {},
    { TargetPath: text, TargetTime: seconds, OtsDetail: either(ots), UdmDetail: either(rollback) },
  ],
};
const targets = Object.assign(
  {},
  ...Object.values(byType).map(([, required, optional]) => ({ ...required, ...optional })),
) as typeof anywhere;

/** Valid, but for what the generators of single values do at their boundaries. */
const nearlyValid: fc.Arbitrary<Spec> = fc.constantFrom(...Object.keys(byType)).chain((type) => {
  const [source, required, optional] = byType[type] ?? ['', {}, {}];
  const always = {
    RestoreType: fc.constant(type),
    SourceType: fc.constant(source),
    VaultId: text,
    SnapshotId: text,
    ...required,
  };
  const members: Record<string, fc.Arbitrary<Value>> = { ...always, ...optional, ...anywhere };
  const extras = Object.keys({ ...optional, ...anywhere });
  return fc
    .subarray(extras, { maxLength: 5 })
    .chain((kept) =>
      fc.record(Object.fromEntries([...Object.keys(always), ...kept].map((key) => [key, members[key] ?? text]))),
    );
});

const anyValue: fc.Arbitrary<Value> = fc.oneof(
  text,
  oddText,
  oddNumber,
  seconds,
  fc.constantFrom<Value>(true, false, null, [], {}, ['a'], { a: 'b' }, [[]], 'NAS', 'UDM_ECS', 'OSS'),
);
const allKeys = [
  ...new Set(['RestoreType', 'SourceType', 'VaultId', 'SnapshotId', ...Object.keys(targets), ...Object.keys(anywhere)]),
].filter((key) => !key.startsWith('$'));

type Mutation = (spec: Spec) => Spec;
const without = (spec: Spec, key: string): Spec =>
  Object.fromEntries(Object.entries(spec).filter(([name]) => name !== key));
/** Changes the parameter that a number picks; a spread would lose a key `__proto__`. */
const set = (spec: Spec, key: string, value: Value): Spec =>
  Object.fromEntries([...Object.entries(without(spec, key)), [key, value]]);
const keyAt = (spec: Spec, pick: number) => {
  const keys = Object.keys(spec).filter((key) => !key.startsWith('$'));
  return keys[pick % keys.length] ?? 'VaultId';
};
const inside = (value: Value, key: string, changed: Value): Value =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, [key]: changed } : changed;

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.nat().map(
    (pick): Mutation =>
      (spec) =>
        without(spec, keyAt(spec, pick)),
  ),
  fc.constantFrom(...allKeys).chain((key) =>
    (targets[key] ?? anywhere[key] ?? text).map(
      (value): Mutation =>
        (spec) =>
          set(spec, key, value),
    ),
  ),
  fc.tuple(fc.constantFrom('Unknown', 'vaultid', '__proto__', 'toString', 'Client Token', ''), anyValue).map(
    ([key, value]): Mutation =>
      (spec) =>
        set(spec, key, value),
  ),
  fc.tuple(fc.nat(), fc.constantFrom('s', ' ', '_')).map(([pick, suffix]): Mutation => (spec) => {
    const key = keyAt(spec, pick);
    return set(without(spec, key), key + suffix, spec[key] ?? null);
  }),
  fc.tuple(fc.nat(), anyValue).map(
    ([pick, value]): Mutation =>
      (spec) =>
        set(spec, keyAt(spec, pick), value),
  ),
  fc
    .tuple(
      fc.constantFrom('UdmDetail', 'OtsDetail', 'TargetContainer', 'Options', 'FailbackDetail'),
      fc.constantFrom('x', 'host', 'UseVSS', 'diskCategory', 'BatchChannelCount', 'includes'),
      anyValue,
    )
    .map(
      ([key, member, value]): Mutation =>
        (spec) =>
          key in spec ? set(spec, key, inside(spec[key] ?? null, member, value)) : spec,
    ),
  fc.tuple(fc.nat(), fc.constantFrom('1', '{', '{"a":1,}', '[1]', '["a",]', '// x', 'null', '""')).map(
    ([pick, json]): Mutation =>
      (spec) =>
        set(spec, keyAt(spec, pick), json),
  ),
);

export const anySpec: fc.Arbitrary<Spec> = fc
  .tuple(nearlyValid, fc.array(mutation, { maxLength: 2 }))
  .map(([spec, mutations]) => mutations.reduce((mutated, mutate) => mutate(mutated), spec));
