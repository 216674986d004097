import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopbackRequest } from '../../test/hosts/loopbackRequest.ts';

export interface Control {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly close: () => void;
}

/** A server on loopback by which the part inside VS Code asks the bench for a number: what `answers` has for the path. */
export async function startControl(answers: Readonly<Record<string, () => number>>): Promise<Control> {
  let port = 0;
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    if (!isLoopbackRequest(request, port)) response.writeHead(403).end();
    else if (!answer) response.writeHead(404).end();
    else response.end(String(answer()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
