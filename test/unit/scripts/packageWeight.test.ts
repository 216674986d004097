import assert from 'node:assert/strict';
import { bundle } from '../../../scripts/build.ts';
import { loadedFiles, type Built } from '../../../scripts/builtFiles.ts';
import { activationLimit, packageLimit, packageWeight, untranslatedLimit } from '../../../scripts/packageWeight.ts';

describe('the size', () => {
  let built: Built;
  before(async () => {
    built = await bundle({ write: false });
  });

  it('of the package without pictures is at most 400 kB, and leaves room for translations', async () => {
    const bytes = await packageWeight(built, false);
    assert.ok(bytes <= untranslatedLimit, `${bytes} bytes`);
    assert.ok(bytes > untranslatedLimit / 2, `${bytes} bytes: something of the package is not weighed`);
    const whole = await packageWeight(built);
    assert.ok(whole > bytes, 'no translation was found');
    assert.ok(whole <= packageLimit, `${whole} bytes`);
  });

  it('of what activation loads is at most 50 kB', () => {
    const files = [...loadedFiles(built, 'dist/extension.cjs')];
    assert.ok(files.length > 1, files.join());
    const bytes = files.reduce((sum, file) => sum + (built.sizes.get(file) ?? 0), 0);
    assert.ok(bytes <= activationLimit, `${files.join()}: ${bytes} bytes`);
  });
});
