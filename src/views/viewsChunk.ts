/** The views that a window may never show, without the pages. One chunk holds them, since they share most of what they load. */
export { registerAccountItem } from './accountItem.ts';
export { showEnded } from './endedMessage.ts';
export { focusedRows } from './focusedRows.ts';
export { createJobsProvider } from './jobsProvider.ts';
export { showReconciled } from './reconciledMessage.ts';
export { registerStatusBar } from './statusBar.ts';
export { showSetAside, showUnread } from './unreadMessage.ts';
