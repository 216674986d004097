import { NAS, testRule } from './ruleRows.ts';

describe('tooFew', () => {
  testRule('tooFew', [
    {
      rule: 'Include has a path',
      passes: { ...NAS, Include: ['/'] },
      breaks: { Include: [] },
      at: '[]',
      says: /too few items/,
    },
  ]);
});
