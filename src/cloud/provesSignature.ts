import { isCloudError } from './errors.ts';

/** Whether an error could only come after the service had accepted the signature: a permission that is missing. */
export function provesSignature(error: unknown): boolean {
  if (!isCloudError(error) || error.outcome !== 'refused') return false;
  return error.denied === true || /^(Forbidden|NoPermission)(\.|$)/.test(error.code ?? '');
}
