/** RAM policies that grant a missing permission: for each feature no more than it needs. */
import { readingOperations } from './readingOperations.ts';

/** The actions of each feature. Who starts or cancels a job also follows it. */
const featureActions: readonly (readonly string[])[] = [
  ['hbr:CreateRestoreJob', 'hbr:DescribeRestoreJobs2'],
  ['hbr:CancelRestoreJob', 'hbr:DescribeRestoreJobs2'],
  ['hbr:DescribeRestoreJobs2'],
  ['hbr:DescribeRegions'],
];

/** Values in the editor and the preflight checks need these together. None of them changes anything. */
const readingActions = readingOperations.map((operation) => `hbr:${operation}`);

/** `sts:AssumeRole` with the ARN of one role. Granted for all resources, it would let its user assume any role. */
const assumeOneRole = /^(sts:AssumeRole) (acs:ram::\d{1,20}:role\/[\w.-]{1,64})$/;

/**
 * The policy that grants `action` and what else its feature needs, as JSON to be pasted. After a space, `action` names the only
 * resource that it is granted for. Undefined for an action that this extension doesn't need: the service names the action, and a
 * false one could ask for more than is due.
 */
export function policyFor(action: string): string | undefined {
  const [, assumeRole, role = '*'] = assumeOneRole.exec(action) ?? [];
  const ofFeature = readingActions.includes(action)
    ? readingActions
    : featureActions.find(([first]) => first === action);
  const actions = assumeRole === undefined ? ofFeature : [assumeRole];
  if (actions === undefined) return undefined;
  const policy = { Version: '1', Statement: [{ Effect: 'Allow', Action: actions, Resource: role }] };
  return JSON.stringify(policy, null, 2);
}
