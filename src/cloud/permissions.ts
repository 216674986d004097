/** RAM policies to add for what is missing: for each feature no more than it needs. */

/** The actions of each feature; a job that can be started or cancelled but not followed would be of little use. */
const features: readonly (readonly string[])[] = [
  ['hbr:CreateRestoreJob', 'hbr:DescribeRestoreJobs2'],
  ['hbr:CancelRestoreJob', 'hbr:DescribeRestoreJobs2'],
  ['hbr:DescribeRestoreJobs2'],
  ['hbr:DescribeRegions'],
];

/** `sts:AssumeRole` with the ARN of one role: on all resources it would let its user assume any role. */
const assuming = /^(sts:AssumeRole) (acs:ram::\d{1,20}:role\/[\w.-]{1,64})$/;

/**
 * The policy that grants `action` and what its feature needs besides, as JSON ready to be pasted. After a space, `action` names
 * the only resource that it is meant for. Undefined for an action that this extension doesn't need: who names it wants more
 * than is due.
 */
export function policyFor(action: string): string | undefined {
  const [, assume, role = '*'] = assuming.exec(action) ?? [];
  const actions = assume === undefined ? features.find(([first]) => first === action) : [assume];
  if (actions === undefined) return undefined;
  const policy = { Version: '1', Statement: [{ Effect: 'Allow', Action: actions, Resource: role }] };
  return JSON.stringify(policy, null, 2);
}
