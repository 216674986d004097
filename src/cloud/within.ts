/**
 * Waits for `work` no longer than `ms` and no longer than until `signal` is aborted; then rejects with an Error named
 * `RequestTimeoutError` or `AbortError`. The work itself goes on: the SDK can't be stopped, and what becomes of it later
 * has nobody to tell.
 */
export function within<T>(work: Promise<T>, ms: number, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (name: string) => {
      end();
      reject(Object.assign(new Error(name), { name }));
    };
    const abort = () => giveUp('AbortError');
    const timer = setTimeout(() => giveUp('RequestTimeoutError'), ms);
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    signal?.addEventListener('abort', abort, { once: true });
    work.then(
      (value) => {
        end();
        resolve(value);
      },
      (error: unknown) => {
        end();
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- handed on as it came
        reject(error);
      },
    );
  });
}
