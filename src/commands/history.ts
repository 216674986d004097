/**
 * What there is to do with jobs that were submitted. A chunk of its own, loaded by the first such command, or the first page
 * about a job. It shares no classes with the entry: what it throws is told apart by plain properties.
 */
export { tidy } from '../jobs/tidy.ts';
export { reportText } from '../views/jobReport.ts';
export { sentText } from '../views/sentSpec.ts';
export { compareSpec } from './compareSpec.ts';
export { copyReport } from './copyReport.ts';
export { exportJobs } from './exportJobs.ts';
export { openReport } from './openReport.ts';
export { openSpec } from './openSpec.ts';
export { removeJob } from './removeJob.ts';
export { searchJobs } from './searchJobs.ts';
