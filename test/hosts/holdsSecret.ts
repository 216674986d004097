import { withoutSecrets } from '../../src/cloud/secrets.ts';

/** Whether `text` holds a secret that this process was told of. */
export function holdsSecret(text: string): boolean {
  return withoutSecrets(text) !== text;
}
