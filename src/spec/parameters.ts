/** What the API's pages say of the parameters beyond what a schema can: their wire form and their age. */
import type { RestoreSpec } from './generated/restoreSpec.ts';

/** The name of a parameter, or of a key that never travels. */
export type SpecKey = keyof RestoreSpec;

/** Parameters that travel as one JSON string, with the kind of JSON they hold. */
export const structuredParameters: ReadonlyMap<string, 'array' | 'object'> = new Map<SpecKey, 'array' | 'object'>([
  ['Include', 'array'],
  ['Exclude', 'array'],
  ['UdmDetail', 'object'],
  ['TargetContainer', 'object'],
  ['OtsDetail', 'object'],
  ['Options', 'object'],
  ['FailbackDetail', 'object'],
]);

/** Parameters of CreateRestoreJob that travel in the form body; all others travel in the query. */
export const bodyParameters: ReadonlySet<string> = new Set<SpecKey>([
  'Include',
  'Exclude',
  'OtsDetail',
  'TargetInstanceId',
  'TargetPath',
]);

/** The most characters of `Include` and `Exclude`, as the string that the API gets. */
export const maxPathsLength = 255;

/** The most digits of a 64-bit account ID. */
export const maxIdDigits = 19;

/** What came after the documented page of 2024-03-03. */
export const newerParameters: ReadonlySet<string> = new Set<SpecKey>(['Options', 'Edition', 'FailbackDetail']);
export const newerValues: ReadonlyMap<string, ReadonlySet<string>> = new Map<SpecKey, ReadonlySet<string>>([
  ['RestoreType', new Set(['COMMON_FILE_SYSTEM', 'UDM_ECS', 'UDM_ECS_DISK', 'UDM_ECS_DISK_ROLLBACK'])],
  ['SourceType', new Set(['COMMON_FILE_SYSTEM'])],
]);

/** The parameters of one CreateRestoreJob call, as strings, each where the API takes it. */
export interface RestoreRequest {
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

/** All parameters of a request, wherever they travel. */
export function parametersOf(request: RestoreRequest): Record<string, string> {
  return { ...request.query, ...request.body };
}
