/** A thread with a sandbox, whose work is then not that of the one who asks it. Posts what a client has to know of it. */
import { parentPort } from 'node:worker_threads';
import { startSandbox, type Sandbox } from '../../test/hosts/testSandbox.ts';

export type ServiceAddress = Pick<Sandbox, 'endpoint' | 'accessKeyId' | 'accessKeySecret'>;

const { endpoint, accessKeyId, accessKeySecret } = await startSandbox();
parentPort?.postMessage({ endpoint, accessKeyId, accessKeySecret } satisfies ServiceAddress);
