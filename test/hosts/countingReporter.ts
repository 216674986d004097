import Mocha from 'mocha';
import { leaveCounts } from './counts.ts';

/** Mocha's usual output, and the counts for `npm test` to add up. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    leaveCounts(runner);
  }
}
