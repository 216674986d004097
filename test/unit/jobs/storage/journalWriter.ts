/** A process that writes records into a journal that others write into as well: `folder`, its name, how many. */
import { openJournal } from '../../../../src/jobs/storage/journal.ts';
import type { JobRecord } from '../../../../src/jobs/record.ts';

const [folder = '', name = '', count = '0'] = process.argv.slice(2);
const journal = openJournal(folder);
const recordOf = (id: string, createdAt: number): JobRecord => ({
  id,
  state: 'unclear',
  account: { signer: 'sandbox', profile: 'p', region: 'r', endpoint: 'http://127.0.0.1:1' },
  request: { query: { Filler: 'x'.repeat(createdAt * 37) }, body: {} },
  spec: name,
  createdAt,
  pid: process.pid,
});
for (let i = 1; i <= Number(count); i++) {
  // One that all write, and one of its own.
  await Promise.all([journal.write(recordOf('shared', i)), journal.write(recordOf(`${name}-${i}`, i))]);
  const { setAside } = await journal.readAll();
  if (setAside.length > 0) throw new Error(`damaged: ${setAside.join(', ')}`);
}
