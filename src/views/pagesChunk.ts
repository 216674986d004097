/** The read-only pages. One chunk holds them: it knows the language of specs, which the list of jobs need not wait for. */
export { JobReportPages } from './jobReportPages.ts';
export { RequestPages } from './requestPages.ts';
export { SentSpecPages } from './sentSpecPages.ts';
