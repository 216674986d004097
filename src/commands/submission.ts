/** The chunk of what submits; loaded with the first submission. */
export { submit } from './submit.ts';
export { submitAgain } from './submitAgain.ts';
