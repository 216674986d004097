/** The chunk of the commands that ask a person for something; loaded with the first of them. */
export { addAccessKey } from './addAccessKey.ts';
export { filterJobs } from './filterJobs.ts';
export { newSpec } from './newSpec.ts';
export { selectProfile } from './selectProfile.ts';
export { selectRegion } from './selectRegion.ts';
