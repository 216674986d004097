/** Hooks for suites in plain Node: each test starts with a redactor of its own, without the secrets that other tests registered. */
import { createRedactor } from '../../src/cloud/redaction/redactor.ts';
import { replaceRedactor } from '../../src/cloud/redaction/secrets.ts';

export const mochaHooks = {
  beforeEach() {
    replaceRedactor(createRedactor());
  },
};
