/** The parts of the storage that a window without jobs has no use for. One chunk holds them. */
export { openHistory } from './history.ts';
export { openRemovedJobs } from './removedJobs.ts';
export { setAsideDamaged } from './setAside.ts';
export { changeFile, replaceFile, replaceFileUnsynced } from './replaceFile.ts';
export { openLockFiles } from './lockFiles.ts';
