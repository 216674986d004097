import assert from 'node:assert/strict';
import { showUnread } from '../../../src/views/unreadMessage.ts';
import { plainQuotes } from '../../unit/plainQuotes.ts';
import { answering } from '../support.ts';

describe('records that can not be read', () => {
  it('are told of in one message, with what may be wrong in the list', () => {
    const { asked, restore } = answering('showWarningMessage', undefined);
    try {
      const error = new Error('EIO: i/o error, read');
      const unreadable = { id: 'a', name: 'a.json', kind: 'unreadable', error } as const;
      const damaged = { id: 'b', name: 'b.json', kind: 'damaged', error: new Error('EACCES') } as const;
      showUnread([]);
      showUnread([unreadable]);
      showUnread([damaged, unreadable]);
      showUnread([damaged, { id: 'c', name: 'c.json', kind: 'newer' }]);
      assert.deepEqual(
        asked.map((each) => plainQuotes(each).replace(/\s*\[\]$/, '')),
        [
          'The job record "a.json" could not be read: "EIO: i/o error, read". Its job may be missing, or be shown in an earlier state. Before you submit the same restore again, look for it in the console.',
          'The job record "b.json" is damaged, and could not be set aside: "EACCES". Other records are affected too. The log names them.',
          'A newer version of this extension wrote the job record "c.json". Reload the window to see its job as it is. Other records are affected too. The log names them.\n[Reload Window]',
        ],
      );
    } finally {
      restore();
    }
  });
});
