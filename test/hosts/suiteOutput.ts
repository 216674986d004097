import { format } from 'node:util';

/** A workbench in a browser sends the suite's output and its own through one channel. The suite's lines begin with this prefix. */
export const suitePrefix = '[suite] ';
export const suitePrefixVariable = 'TEST_OUTPUT_PREFIX';

/** From now on, puts the prefix before everything that this process prints, where the environment names one. */
export function prefixSuiteOutput(): void {
  const prefix = process.env[suitePrefixVariable];
  if (!prefix) return;
  // The methods of the extension host's console can't be replaced, so a console that inherits from it takes its place.
  const host = globalThis.console;
  const prefixed = (method: 'log' | 'info' | 'warn' | 'error') => ({
    value: (...args: unknown[]) => host[method](prefix + format(...args)),
  });
  const [log, info, warn, error] = [prefixed('log'), prefixed('info'), prefixed('warn'), prefixed('error')];
  globalThis.console = Object.create(host, { log, info, warn, error }) as Console;
}
