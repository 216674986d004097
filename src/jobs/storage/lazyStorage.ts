/** The parts of the storage that a window without jobs has no use for. One chunk holds them. */
export { decodeIndex, encodeIndex } from './historyIndex.ts';
export { changeFile, replaceFile, replaceFileUnsynced } from './replaceFile.ts';
export { openLockFiles } from './lockFiles.ts';
