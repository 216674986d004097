/**
 * A Cloud Backup that runs on loopback, for trying and for testing: it speaks the API's wire form, verifies
 * signatures, checks parameters by its own rules, and has restore jobs that progress by a clock.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { openAccount } from './account/seededAccount.ts';
import type { AccountOptions } from './account/seededAccount.ts';
import type { JsonObject } from './apiResponse.ts';
import { FaultQueue } from './faults.ts';
import type { Fault } from './faults.ts';
import { openHttpServer } from './httpServer.ts';
import type { RequestRecord } from './writeResponse.ts';
import { jobStateAt } from './jobs.ts';
import type { StoredJob } from './jobs.ts';
import type { Service } from './service.ts';

export type { Json, JsonObject } from './apiResponse.ts';
export type { Fault } from './faults.ts';
export type { RequestRecord } from './writeResponse.ts';

export interface SandboxOptions {
  /** 0 (the default) takes a free one. */
  readonly port?: number;
  /** Random where absent, with a name that shows that it is a sandbox's. */
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  /** Where given, every request must carry it, as with temporary credentials. */
  readonly securityToken?: string;
  /** The time in ms. Dates of requests are compared with it, and the jobs' clock is based on it. */
  readonly now?: () => number;
  /** How long a job stays CREATED (2), RUNNING (6) and CANCELING (2), in seconds of the jobs' clock. */
  readonly queuedSeconds?: number;
  readonly runningSeconds?: number;
  readonly cancelingSeconds?: number;
  /** What the account holds: by default 12 vaults, 20,000 snapshots, a folder of 100,000 files and 500 clients. */
  readonly account?: Partial<AccountOptions>;
  /** More host names, without ports, that requests may name: those of a proxy that a test puts before the sandbox. None by default. */
  readonly hosts?: readonly string[];
}

/** A job that was really created, as it stands now. */
export interface SandboxJob {
  readonly restoreId: string;
  /** Of the request that created it. */
  readonly requestId: string;
  /** ms of the jobs' clock. */
  readonly createdAt: number;
  readonly status: string;
  /** Hundredths of a percent, 0 to 10000. */
  readonly progress: number;
  /** By parameter, each as the text in which it travelled. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** The jobs that were really created, in the order of creation. */
  jobs(): SandboxJob[];
  /**
   * The requests that were signed with its key, in order: at most the last 10,000.
   */
  requests(): RequestRecord[];
  /** How many others came to this address, by the code of the answer: `SignatureDoesNotMatch`, or `resetBeforeRead` for that fault. No web page's is counted. */
  unverified(): Readonly<Record<string, number>>;
  /** Applies a fault to the next matching request, or to as many as it says. Faults are used in the order in which they were injected. */
  inject(fault: Fault): void;
  clearFaults(): void;
  /** Moves the jobs' clock forward on top of `now`. Dates of requests are compared with `now` alone. */
  advance(seconds: number): void;
  /**
   * Sets the status of a job, which may be a final one or any other, and fields that replace those of the job.
   * Throws where there is no such job.
   */
  finish(restoreId: string, status: string, fields?: JsonObject): void;
  /** Stops listening and ends every connection. The records stay readable. */
  close(): Promise<void>;
}

/** Starts a sandbox on 127.0.0.1. Rejects where the port can't be had. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, now = () => Date.now(), queuedSeconds = 2, runningSeconds = 6, cancelingSeconds = 2 } = options;
  const accessKeyId = options.accessKeyId ?? `sandbox-${randomBytes(8).toString('hex')}`;
  const accessKeySecret = options.accessKeySecret ?? `sandbox-secret-${randomBytes(16).toString('hex')}`;
  let advanced = 0;

  const service: Service = {
    keys: { accessKeyId, accessKeySecret, securityToken: options.securityToken },
    timing: { queuedSeconds, runningSeconds, cancelingSeconds },
    jobs: new Map(),
    account: openAccount(options.account ?? {}, now()),
    nonces: new Map(),
    faults: new FaultQueue(),
    now,
    clock: () => now() + advanced,
    host: 'hbr.sandbox',
    hosts: options.hosts ?? [],
  };
  const { server, log, closeConnections } = openHttpServer(service);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const snapshot = (job: StoredJob): SandboxJob => {
    const { restoreId, requestId, createdAt } = job;
    const { status, progress } = jobStateAt(job, service.timing, service.clock());
    return { restoreId, requestId, createdAt, status, progress, parameters: Object.fromEntries(job.parameters) };
  };

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessKeyId,
    accessKeySecret,
    jobs: () => [...service.jobs.values()].map(snapshot),
    requests: () => log.records.map((record) => ({ ...record })),
    unverified: () => Object.fromEntries(log.unverified),
    inject: (fault) => service.faults.add(fault),
    clearFaults: () => service.faults.clear(),
    advance: (seconds) => {
      advanced += seconds * 1000;
    },
    finish: (restoreId, status, fields = {}) => {
      const job = service.jobs.get(restoreId);
      if (!job) throw new Error(`The sandbox has no restore job ${restoreId}`);
      const at = service.clock();
      const { progress } = jobStateAt(job, service.timing, at);
      service.jobs.set(restoreId, { ...job, override: { kind: 'finished', at, progress, status, fields } });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closeConnections();
      }),
  };
}
