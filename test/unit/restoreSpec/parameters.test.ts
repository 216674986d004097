import assert from 'node:assert/strict';
import { parameterNamed, parameterNames, parametersOf, requestWith } from '../../../src/restoreSpec/parameters.ts';

describe('the parameters', () => {
  it('are known by the names that other formats give them', () => {
    for (const name of parameterNames) {
      const words = name.match(/[A-Z][a-z]*/g) ?? [];
      assert.equal(parameterNamed(words.join('_').toLowerCase()), name);
      assert.equal(parameterNamed(words.join('-').toLowerCase()), name);
      assert.equal(parameterNamed(name.slice(0, 1).toLowerCase() + name.slice(1)), name);
    }
    assert.equal(parameterNamed('vault'), undefined);
    assert.equal(parameterNamed('constructor'), undefined);
  });

  it('are put where the API takes them, each once, and the unknown ones into the query', () => {
    const values = Object.fromEntries([...parameterNames, 'Unknown'].map((name) => [name, name]));
    const { query, body } = requestWith(Object.entries(values));
    assert.deepEqual(parametersOf({ query, body }), values);
    assert.deepEqual(Object.keys(body).sort(), ['Exclude', 'Include', 'OtsDetail', 'TargetInstanceId', 'TargetPath']);
  });
});
