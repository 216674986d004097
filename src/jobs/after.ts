/** The longest that a timer takes; it would fire at once for more. In ms. */
const longest = 2 ** 31 - 1;

/** Calls back once after so many ms; returns the way to stop it. */
export function after(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, Math.min(ms, longest));
  return () => clearTimeout(timer);
}
