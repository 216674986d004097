/** Whether a path names a restore spec. */
export function isSpec(path: string): boolean {
  return /\.restore\.json$/i.test(path);
}
