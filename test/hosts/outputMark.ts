import { format } from 'node:util';

/** A browser host sends the suite's console and the workbench's own down the same channel: this begins the suite's. */
export const outputMark = '[suite] ';
export const outputMarkVariable = 'TEST_OUTPUT_MARK';

/** Marks everything this process prints from here on, where the host asks for it. */
export function markOutput(): void {
  const mark = process.env[outputMarkVariable];
  if (!mark) return;
  // The extension host's console takes no assignment to its methods, so a console of our own stands before it.
  const host = globalThis.console;
  const marked = (method: 'log' | 'info' | 'warn' | 'error') => ({
    value: (...args: unknown[]) => host[method](mark + format(...args)),
  });
  const [log, info, warn, error] = [marked('log'), marked('info'), marked('warn'), marked('error')];
  globalThis.console = Object.create(host, { log, info, warn, error }) as Console;
}
