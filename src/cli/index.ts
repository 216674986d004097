#!/usr/bin/env node
/** The program `cloud-backup-restore`. README.md says what this room is for. */
import { registerEnvironmentSecrets } from '../cloud/credentials/environment.ts';
import { useProxy } from './proxy.ts';
import { run } from './run.ts';

// Most commands sign nothing. But a secret of the environment that was pasted into a spec must not be printed by CI.
registerEnvironmentSecrets(process.env);

let isOutputLost = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads, such as `head`, has enough. What was found out stays what it was.
    if (error.code === 'EPIPE') return;
    isOutputLost = true;
    process.exitCode = 2;
    if (stream === process.stdout) process.stderr.write(`The output can't be written: ${error.message}.\n`);
  });
}

run(process.argv.slice(2), {
  stdin: process.stdin,
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  useProxy: () => useProxy(process.env),
}).then(
  (code) => {
    process.exitCode = isOutputLost ? 2 : code;
  },
  (error: unknown) => {
    console.error('cloud-backup-restore failed by a fault of its own:', error);
    process.exitCode = 2;
  },
);
