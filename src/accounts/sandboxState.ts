/** The region of requests to the sandbox where neither the spec nor the person names one. */
export const sandboxRegion = 'cn-hangzhou';

/** The sandbox that this window runs. While it runs, requests are signed with its keys and go to it. */
export interface RunningSandbox {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  close(): Promise<void>;
}

export interface SandboxState {
  /** Undefined while none runs. */
  readonly get: () => RunningSandbox | undefined;
  readonly set: (sandbox: RunningSandbox | undefined) => void;
}

/** @param changed is fired after each change */
export function createSandboxState(changed: { fire(): void }): SandboxState {
  let running: RunningSandbox | undefined;
  return {
    get: () => running,
    set(sandbox) {
      running = sandbox;
      changed.fire();
    },
  };
}
