/**
 * Stand-ins for the services that give credentials, on loopback and under their real names: connections of this process to
 * a host that is stood in for are led here, and to any other host refused. Each checks the `Host` header, https ones show a
 * certificate of an authority that this process trusts meanwhile.
 */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { isIP, Socket, type AddressInfo, type Server } from 'node:net';
import tls from 'node:tls';
import { createAuthority, type Authority } from '../hosts/certificates.ts';
import { testSecret } from '../hosts/testSecrets.ts';
import { expectedSignature, signatureOf, type Captured } from './cloud/helpers.ts';

export type Answer = (request: Captured, response: ServerResponse) => void;

/** Hosts under their names: `https://sts.aliyuncs.com`, `http://100.100.100.200`. */
export type Hosts = Readonly<Record<string, Answer>>;

export interface StandIns {
  /** What came, in order; `headers.host` says for whom. */
  readonly requests: Captured[];
  /** On 127.0.0.1. */
  readonly ports: Readonly<Record<'https:' | 'http:', number>>;
  close(): void;
}

/** What Node 24 has and its older types don't. */
const trust = tls as unknown as {
  getCACertificates(type: 'default'): string[];
  setDefaultCACertificates(certificates: readonly string[]): void;
};

let authority: Promise<Authority> | undefined;

async function captured(message: IncomingMessage): Promise<Captured> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const url = new URL(message.url ?? '/', 'http://unused');
  return {
    method: message.method ?? '',
    url: message.url ?? '',
    headers: message.headers as Record<string, string>,
    body,
    query: Object.fromEntries(url.searchParams),
    form: Object.fromEntries(new URLSearchParams(body)),
  };
}

async function listen(server: Server, sockets: Set<Socket>): Promise<number> {
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  server.on('connection', keep);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

interface ConnectOptions {
  host?: string;
  port?: number | string;
}

/** Puts the stand-ins in place until `close`; `trusted` says whether anybody vouches for their certificates. */
export async function standIn(hosts: Hosts, trusted = true): Promise<StandIns> {
  authority ??= createAuthority('Stand-ins of the tests');
  const ca = await authority;
  const names = Object.keys(hosts).map((origin) => new URL(origin).hostname);
  const certificate = await ca.issue(names.length === 0 ? ['unused.test'] : names);
  const requests: Captured[] = [];
  const sockets = new Set<Socket>();

  const serve = (protocol: string) => (message: IncomingMessage, response: ServerResponse) => {
    void captured(message)
      .then((request) => {
        requests.push(request);
        const answer = hosts[`${protocol}//${request.headers['host'] ?? ''}`];
        const named = message.socket instanceof tls.TLSSocket ? message.socket.servername : undefined;
        if (answer && (named === undefined || named === false || named === request.headers['host'])) {
          answer(request, response);
        } else {
          response.writeHead(421).end();
        }
      })
      // The client went away.
      .catch(() => response.destroy());
  };
  const secure = createTlsServer(certificate, serve('https:'));
  const plain = createServer(serve('http:'));
  const ports = { 'https:': await listen(secure, sockets), 'http:': await listen(plain, sockets) };

  const before = trust.getCACertificates('default');
  if (trusted) trust.setDefaultCACertificates([...before, ca.cert]);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as it is
  const connect = Socket.prototype.connect;
  const lead = (socket: Socket, options: ConnectOptions): ConnectOptions => {
    const { host = 'localhost', port } = options;
    if (/^(127\.|localhost$|::1$)/.test(host)) return options;
    const protocol = String(port) === '443' ? 'https:' : 'http:';
    // A port where nobody listens: no test reaches further than this machine.
    const led = Object.hasOwn(hosts, `${protocol}//${host}`) ? ports[protocol] : 1;
    // As far as can be seen it is the host's own address.
    if (isIP(host) > 0) Object.defineProperty(socket, 'remoteAddress', { value: host });
    return { ...options, host: '127.0.0.1', port: led };
  };
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    const [first, ...rest] = args;
    if (Array.isArray(first)) first[0] = lead(this, first[0] as ConnectOptions);
    const led = Array.isArray(first) || typeof first !== 'object' ? first : lead(this, first as ConnectOptions);
    return Reflect.apply(connect, this, [led, ...rest]) as Socket;
  };

  return {
    requests,
    ports,
    close() {
      Socket.prototype.connect = connect;
      trust.setDefaultCACertificates(before);
      for (const server of [secure, plain]) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

export const json =
  (status: number, body: unknown): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

/** Keys as services give them. */
export interface GivenKeys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

export const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature of version 1 that a request must have, worked out from the wire alone. */
function expectedOldSignature({ method, query, form }: Captured, secret: string): string {
  const parameters: Record<string, string> = { ...query, ...form };
  const canonical = Object.keys(parameters)
    .filter((key) => key !== 'Signature')
    .sort()
    .map((key) => `${encode(key)}=${encode(parameters[key] ?? '')}`)
    .join('&');
  return createHmac('sha1', `${secret}&`)
    .update(`${method}&%2F&${encode(canonical)}`)
    .digest('base64');
}

/** One AssumeRole, AssumeRoleWithOIDC or GetCallerIdentity that STS accepted. */
export interface StsCall {
  readonly action: string;
  /** The AccessKey that signed; empty where nobody has to. */
  readonly signedBy: string;
  readonly host: string;
  readonly form: Readonly<Record<string, string>>;
}

/** STS: knows the keys that it is given and those that it gives, and turns everybody else away. */
export function createSts(known: readonly GivenKeys[], options: { readonly oidcToken?: string } = {}) {
  const keys = new Map(known.map((each) => [each.accessKeyId, each]));
  const calls: StsCall[] = [];
  const sts = {
    calls,
    /** When the keys that it gives run out. */
    expires: () => inMinutes(60),
    /** The keys that it gave last. */
    last: undefined as GivenKeys | undefined,
    answer: ((request, response) => {
      const refuse = (status: number, Code: string) =>
        json(status, { RequestId: 'STS-REQ', Code, Message: 'Not that way.', Recommend: 'https://api.aliyun.com/x' })(
          request,
          response,
        );
      const action = request.query['Action'] ?? request.headers['x-acs-action'] ?? '';
      const authorization = request.headers['authorization'] ?? '';
      const signedBy = request.query['AccessKeyId'] ?? /Credential=([^,]+)/.exec(authorization)?.[1] ?? '';
      const version = request.query['Version'] ?? request.headers['x-acs-version'];
      if (version !== '2015-04-01') return refuse(404, 'InvalidVersion');
      if (action === 'AssumeRoleWithOIDC') {
        if (request.form['OIDCToken'] !== options.oidcToken) return refuse(400, 'AuthenticationFail.OIDCToken.Invalid');
      } else {
        const signer = keys.get(signedBy);
        if (signer === undefined) return refuse(404, 'InvalidAccessKeyId.NotFound');
        const old = request.query['Signature'] !== undefined;
        const right = old
          ? request.query['Signature'] === expectedOldSignature(request, signer.accessKeySecret)
          : signatureOf(request) === expectedSignature(request, signer.accessKeySecret);
        if (!right) return refuse(400, 'SignatureDoesNotMatch');
        const token = request.query['SecurityToken'] ?? request.headers['x-acs-security-token'];
        if (token !== signer.securityToken) return refuse(403, 'InvalidSecurityToken.Mismatch');
      }
      calls.push({ action, signedBy, host: request.headers['host'] ?? '', form: request.form });
      if (action === 'GetCallerIdentity') {
        const Arn = `acs:ram::1234567890123456:user/${signedBy}`;
        return json(200, { AccountId: '1234567890123456', Arn, RequestId: 'STS-REQ', UserId: '1' })(request, response);
      }
      const count = String(calls.length);
      const given = {
        accessKeyId: `STS.${count}`,
        accessKeySecret: testSecret(`sts-secret-${count}.`),
        securityToken: testSecret(`sts-token/+=${count}.`),
      };
      keys.set(given.accessKeyId, given);
      sts.last = given;
      json(200, { RequestId: 'STS-REQ', Credentials: vendorKeys(given, sts.expires()) })(request, response);
    }) satisfies Answer,
  };
  return sts;
}

/** Keys as the vendor's answers spell them. */
export function vendorKeys(given: GivenKeys, Expiration: string) {
  const { accessKeyId, accessKeySecret, securityToken } = given;
  return { AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret, SecurityToken: securityToken, Expiration };
}

/** The metadata service of an ECS instance that has one RAM role; without `token` it is one of the first version. */
export function createMetadata(role: string, given: GivenKeys, options: { readonly token?: string } = {}): Answer {
  const path = '/latest/meta-data/ram/security-credentials/';
  return (request, response) => {
    if (request.method === 'PUT' && request.url === '/latest/api/token') {
      const wanted = request.headers['x-aliyun-ecs-metadata-token-ttl-seconds'] !== undefined;
      response.writeHead(options.token !== undefined && wanted ? 200 : 404).end(options.token);
    } else if (request.headers['x-aliyun-ecs-metadata-token'] !== options.token) {
      response.writeHead(403).end();
    } else if (request.url === path) {
      response.end(role);
    } else if (request.url === path + role) {
      json(200, { Code: 'Success', ...vendorKeys(given, inMinutes(60)) })(request, response);
    } else {
      response.writeHead(404).end('<html>no such role</html>');
    }
  };
}
