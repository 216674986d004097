/**
 * Searches by halves.
 *
 * @param isPast holds for no index, or from one on for all that follow
 * @returns the first index below `count` for which it holds; `count` where there is none
 */
export function firstIndex(count: number, isPast: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
