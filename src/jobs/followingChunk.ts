/** What follows jobs. One chunk holds it, which is loaded with the first job that goes on. */
export { createPoller } from './polling/poller.ts';
export { openPollingLeases } from './polling/pollingLease.ts';
export { createReconciler } from './reconciliation/reconciler.ts';
export { readHiddenRecords } from './reconciliation/hiddenRecords.ts';
