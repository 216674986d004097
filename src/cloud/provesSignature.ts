import { isCloudError } from './errors.ts';

/** Whether an error could only come after the service had accepted the signature: a permission that is missing. */
export function provesSignature(error: unknown): boolean {
  return isCloudError(error) && error.outcome === 'refused' && /^(Forbidden|NoPermission)(\.|$)/.test(error.code ?? '');
}
