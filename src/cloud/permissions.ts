/** RAM policies to add for what is missing: for each feature no more than it needs. */

/** The actions of each feature; a job that can be started or cancelled but not followed would be of little use. */
const features: readonly (readonly string[])[] = [
  ['hbr:CreateRestoreJob', 'hbr:DescribeRestoreJobs2'],
  ['hbr:CancelRestoreJob', 'hbr:DescribeRestoreJobs2'],
  ['hbr:DescribeRestoreJobs2'],
  ['hbr:DescribeRegions'],
];

/**
 * The policy that grants `action` and what its feature needs besides, as JSON ready to be pasted. Undefined for an action that
 * this extension doesn't need: who names it wants more than is due. Nor is there one for `sts:AssumeRole`: on all resources
 * it would let its user assume any role.
 */
export function policyFor(action: string): string | undefined {
  const actions = features.find(([first]) => first === action);
  if (actions === undefined) return undefined;
  const policy = { Version: '1', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
  return JSON.stringify(policy, null, 2);
}
