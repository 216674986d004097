import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { entryItem, rootItem, tailItem } from '../../../src/views/fileRow.ts';

describe('a row of the files of a snapshot', () => {
  const said = ({ accessibilityInformation }: vscode.TreeItem) => accessibilityInformation?.label;
  const ticked = { isTicked: true, othersWithin: 0 };
  const folder = { entries: [], totalCount: undefined, isWhole: false, isReading: false, failure: undefined };

  it('is said with all that stands in it', () => {
    assert.equal(said(rootItem({ isTicked: true, othersWithin: 2 })), 'Everything in the snapshot, without 2 in it');
    assert.equal(said(entryItem({ name: 'etc', isFolder: true, isExact: true }, ticked)), 'etc, folder');
    assert.equal(
      said(entryItem({ name: 'a.txt', isFolder: false, isExact: true, size: 2_000_000 }, ticked)),
      'a.txt, file, 1.9 MB',
    );
  });

  it('is said with its own words, also where it has a tooltip', () => {
    const odd = { name: 'a*', isFolder: false, isExact: true };
    assert.match(said(entryItem(odd, undefined)) ?? '', /^a\*, file, \S/);
    assert.equal(said(tailItem('/', { ...folder, isReading: true })), 'Reading…, Click to stop reading');
    const failure = { message: 'The service is away.', nextStep: 'Try again later.' };
    assert.equal(said(tailItem('/', { ...folder, failure })), 'Try Again: The service is away. Try again later.');
  });
});
