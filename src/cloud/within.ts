/**
 * Waits for `work` no longer than `ms` and no longer than until `signal` is aborted; then rejects with an Error named
 * `RequestTimeoutError` or `AbortError`, and aborts the signal that `work` was given: nothing of it may happen later, when
 * somebody else has taken its outcome for known.
 */
export function within<T>(work: (signal: AbortSignal) => Promise<T>, ms: number, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const givenUp = (name: string) => Object.assign(new Error(name), { name });
    if (signal?.aborted) {
      reject(givenUp('AbortError'));
      return;
    }
    const stop = new AbortController();
    const giveUp = (name: string) => {
      end();
      reject(givenUp(name));
      stop.abort();
    };
    const abort = () => giveUp('AbortError');
    const timer = setTimeout(() => giveUp('RequestTimeoutError'), ms);
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    signal?.addEventListener('abort', abort, { once: true });
    work(stop.signal).then(
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
