/** The chunk of what is done about jobs that run or have ended; loaded with its first use. */
export { showEnded } from '../views/jobEnded.ts';
export { cancelJob } from './cancelJob.ts';
export { setElsewhereShown } from './elsewhere.ts';
