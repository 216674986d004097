/**
 * Waits for `work` at most `ms`, and at most until `signal` is aborted. Then it rejects with an Error named `RequestTimeoutError` or
 * `AbortError`, and aborts the signal that `work` was given. So nothing of `work` happens later, when its caller has already acted on
 * the failure.
 */
export function withTimeout<T>(
  work: (signal: AbortSignal) => Promise<T>,
  ms: number,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const errorNamed = (name: string) => Object.assign(new Error(name), { name });
    if (signal?.aborted) {
      reject(errorNamed('AbortError'));
      return;
    }
    const stop = new AbortController();
    const giveUp = (name: string) => {
      end();
      reject(errorNamed(name));
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
