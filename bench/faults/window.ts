/** A process of the bench, as the process that started it sees it. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { WorkerCommand, WorkerMessage, WorkerSettings } from './worker.ts';

/** A worker process and the messages that it sends, one after the other. */
export class Window {
  readonly #child: ChildProcess;
  readonly #gone: Promise<undefined>;

  constructor(settings: WorkerSettings) {
    this.#child = fork(join(import.meta.dirname, 'worker.ts'), [JSON.stringify(settings)]);
    this.#gone = once(this.#child, 'exit').then(() => undefined);
  }

  /** The next message of the process; undefined where it ends before it sends one. */
  async nextMessage(): Promise<WorkerMessage | undefined> {
    const controller = new AbortController();
    const heard = once(this.#child, 'message', { signal: controller.signal }).then(
      ([message]) => message as WorkerMessage,
    );
    heard.catch(() => undefined);
    try {
      return await Promise.race([heard, this.#gone]);
    } finally {
      controller.abort();
    }
  }

  ask(order: WorkerCommand): Promise<WorkerMessage | undefined> {
    const answer = this.nextMessage();
    // Where the process is gone, `nextMessage` says so.
    this.#child.send(order, () => undefined);
    return answer;
  }

  /** Lets a process go on that has stopped itself. */
  wake(): void {
    this.#child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone;
    windows.delete(this);
  }
}

const windows = new Set<Window>();

/** Ends all processes, those that stand still too. */
export async function killWindows(): Promise<void> {
  await Promise.all([...windows].map((window) => window.kill()));
}

export async function openWindow(settings: WorkerSettings): Promise<Window> {
  const window = new Window(settings);
  windows.add(window);
  if (!(await window.nextMessage())) throw new Error('A process of the bench died before it began.');
  return window;
}
