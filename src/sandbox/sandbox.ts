/**
 * A Cloud Backup that runs on loopback, for trying and for testing: it speaks the API's wire form, verifies
 * signatures, checks parameters by rules of its own, and keeps restore jobs that live by a clock.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from './answers.ts';
import { FaultQueue } from './faults.ts';
import type { Fault } from './faults.ts';
import { createHttpSide } from './http.ts';
import type { RequestRecord } from './respond.ts';
import { stateAt } from './jobs.ts';
import type { StoredJob } from './jobs.ts';
import type { Service } from './service.ts';

export type { Json, JsonObject } from './answers.ts';
export type { Fault } from './faults.ts';
export type { RequestRecord } from './respond.ts';

export interface SandboxOptions {
  /** 0 (the default) takes a free one. */
  readonly port?: number;
  /** Random where not given, and obviously of a sandbox. */
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  /** Where given, requests must carry it, as those with temporary credentials do. */
  readonly securityToken?: string;
  /** The time in ms: what dates of requests are held against, and the base of the jobs' clock. */
  readonly now?: () => number;
  /** How long a job stays CREATED (2), RUNNING (6) and CANCELING (2), in seconds of the jobs' clock. */
  readonly queuedSeconds?: number;
  readonly runningSeconds?: number;
  readonly cancelingSeconds?: number;
  /** Host names, without ports, under which what stands before it in a test hands requests on; none by default. */
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
  /** What was really executed, in the order of creation. */
  jobs(): SandboxJob[];
  /** The requests that came, in order: at most the last 10,000. */
  requests(): RequestRecord[];
  /** Meets the next matching request, or as many as it says; faults are used in the order in which they came. */
  inject(fault: Fault): void;
  clearFaults(): void;
  /** Moves the jobs' clock forward on top of `now`. Dates of requests are held against `now` alone. */
  advance(seconds: number): void;
  /**
   * Gives a job a status, one that ends it or any other, with fields that then replace those of the job.
   * Throws where there is no such job.
   */
  finish(restoreId: string, status: string, fields?: JsonObject): void;
  /** Stops listening and ends every connection; what was recorded stays readable. */
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
    nonces: new Map(),
    faults: new FaultQueue(),
    now,
    clock: () => now() + advanced,
    host: 'hbr.sandbox',
    hosts: options.hosts ?? [],
  };
  const { server, records, closeConnections } = createHttpSide(service);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const snapshot = (job: StoredJob): SandboxJob => {
    const { restoreId, requestId, createdAt } = job;
    const { status, progress } = stateAt(job, service.timing, service.clock());
    return { restoreId, requestId, createdAt, status, progress, parameters: Object.fromEntries(job.parameters) };
  };

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessKeyId,
    accessKeySecret,
    jobs: () => [...service.jobs.values()].map(snapshot),
    requests: () => records.map((record) => ({ ...record })),
    inject: (fault) => service.faults.add(fault),
    clearFaults: () => service.faults.clear(),
    advance: (seconds) => {
      advanced += seconds * 1000;
    },
    finish: (restoreId, status, fields = {}) => {
      const job = service.jobs.get(restoreId);
      if (!job) throw new Error(`The sandbox has no restore job ${restoreId}`);
      const at = service.clock();
      const { progress } = stateAt(job, service.timing, at);
      service.jobs.set(restoreId, { ...job, turn: { kind: 'finished', at, progress, status, fields } });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closeConnections();
      }),
  };
}
