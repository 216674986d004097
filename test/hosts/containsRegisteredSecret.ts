import { redact } from '../../src/cloud/redaction/secrets.ts';

/** Whether `text` contains a secret that is registered in this process's redactor. */
export function containsRegisteredSecret(text: string): boolean {
  return redact(text) !== text;
}
