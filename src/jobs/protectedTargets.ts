/** Targets that a person wants to be asked about by their ID, whatever a restore does to them. */
import { parseJsonObject } from '../cloud/json.ts';
import { parametersOf, type RestoreRequest } from '../restoreSpec/parameters.ts';
import { matchesWildcards } from '../restoreSpec/wildcards.ts';

/** The instances, buckets, file systems and Tablestore instances that a request writes to. */
function targetsOf(request: RestoreRequest): string[] {
  const sent = parametersOf(request);
  const detail = parseJsonObject(sent['UdmDetail'] ?? '') ?? {};
  return [
    sent['TargetInstanceId'],
    sent['TargetBucket'],
    sent['TargetFileSystemId'],
    sent['TargetInstanceName'],
    detail['targetInstanceId'],
    detail['sourceInstanceId'],
  ].filter((target): target is string => typeof target === 'string' && target.trim() !== '');
}

/**
 * The first target of a request that one of the patterns names. Letters count in either case: protection that a capital letter could switch
 * off would be none.
 *
 * @param patterns IDs, in which `*` stands for any characters
 */
export function protectedTarget(request: RestoreRequest, patterns: readonly string[]): string | undefined {
  const wanted = patterns.map((pattern) => pattern.trim().toLowerCase());
  return targetsOf(request).find((target) =>
    wanted.some((pattern) => matchesWildcards(target.trim().toLowerCase(), pattern)),
  );
}
