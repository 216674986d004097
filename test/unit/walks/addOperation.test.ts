/** Walk 3 of CONTRIBUTING: an operation of the API whose answer is offered in completion. */
import assert from 'node:assert/strict';
import { copyProject, type ProjectCopy } from './copy.ts';

/** Puts a text before, or after, the first place of another one. */
const insertBefore = (place: string, added: string) => (text: string) => text.replace(place, () => added + place);
const insertAfter = (place: string, added: string) => (text: string) => text.replace(place, () => place + added);
const all =
  (...changes: ((text: string) => string)[]) =>
  (text: string) =>
    changes.reduce((whole, change) => change(whole), text);

const inSandbox = `
const describeCrossAccounts: Read = (_, call) =>
  pagedResponse(call, [crossAccount.roleName], (names) => ({
    CrossAccounts: { CrossAccount: names.map((CrossAccountRoleName) => ({ CrossAccountRoleName })) },
  }));

`;
const response = `
/** A role that another account has set up. */
export interface CrossAccount {
  readonly roleName: string;
}

export const listedAccounts = (response: ServiceResponse): Entries<CrossAccount> =>
  entriesOf(response, ['CrossAccounts', 'CrossAccount'], (account) => {
    const roleName = idFrom(account['CrossAccountRoleName']);
    return roleName === undefined ? undefined : { roleName };
  });
`;
const question = `
export const crossAccounts = (): Question<Whole<CrossAccount>> => ({
  key: 'crossAccounts',
  operation: 'DescribeCrossAccounts',
  freshMs: 5 * minute,
  ask: (reads, signal) => allPages((page) => reads.describeCrossAccounts(page, signal), 10),
});
`;
const offers = `
const roleOffers: Offers = async ({ read }) =>
  (await read(crossAccounts())).entries.map(({ roleName }) => ({
    value: roleName,
    label: roleName,
    description: '',
    detail: '',
  }));

`;
const responseTest = `
describe('listedAccounts', () => {
  it('takes the names of the roles', () => {
    const body = { CrossAccounts: { CrossAccount: [{ CrossAccountRoleName: 'role-1' }, {}] } };
    assert.deepEqual(listedAccounts(response(body)).entries, [{ roleName: 'role-1' }]);
  });
});
`;
const sandboxTest = `
  it('DescribeCrossAccounts gives the role that is set up', async () => {
    const [account] = listIn(await ask('DescribeCrossAccounts'), 'CrossAccounts', 'CrossAccount');
    assert.equal(account?.['CrossAccountRoleName'], crossAccount.roleName);
  });

`;
const offerTest = `
  it('are the roles of other accounts', async () => {
    assert.equal((await first('CrossAccountRoleName')).label, 'hbrcrossrole');
  });

`;

/** Makes the whole change, as a contributor would. */
function addOperation(copy: ProjectCopy): void {
  copy.edit(
    'src/sandbox/readingParameters.ts',
    insertBefore('  CheckRole: {', '  DescribeCrossAccounts: { query: pages },\n'),
  );
  copy.edit(
    'src/sandbox/account/vaultOperations.ts',
    all(
      insertBefore('export const vaultOperations = {', inSandbox.trimStart()),
      insertBefore('  CheckRole: checkRole,', '  DescribeCrossAccounts: describeCrossAccounts,\n'),
    ),
  );
  copy.edit('src/cloud/readingOperations.ts', insertBefore("  'CheckRole',", "  'DescribeCrossAccounts',\n"));
  copy.edit('src/cloud/accountResponses.ts', (text) => text + response);
  copy.edit(
    'src/cloud/accountOperations.ts',
    all(
      insertBefore('  listedClients,\n', '  listedAccounts,\n'),
      insertBefore('  type Entries,\n', '  type CrossAccount,\n'),
      insertAfter(
        'signal?: AbortSignal): Promise<Entries<ContainerCluster>>;\n',
        '  describeCrossAccounts(args: PageArgs, signal?: AbortSignal): Promise<Entries<CrossAccount>>;\n',
      ),
      insertBefore(
        '    browseFiles({',
        "    describeCrossAccounts: (page, signal) =>\n      send('DescribeCrossAccounts', { query: withoutUndefined(pageOf(page)) }, signal, listedAccounts),\n\n",
      ),
    ),
  );
  copy.edit(
    'src/live/questions.ts',
    all(insertBefore('  Entries,\n', '  CrossAccount,\n'), (text) => text + question),
  );
  copy.edit(
    'src/live/offers.ts',
    all(
      (text) => text.replace('containerClusters, otsInstances', 'containerClusters, crossAccounts, otsInstances'),
      insertBefore('const offersByParameter', offers.trimStart()),
      insertBefore("  'UdmDetail.sourceInstanceId':", '  CrossAccountRoleName: roleOffers,\n'),
    ),
  );
  copy.edit(
    'test/unit/cloud/accountResponses.test.ts',
    (text) => text.replace('  listedClients,\n', '  listedAccounts,\n  listedClients,\n') + responseTest,
  );
  copy.edit(
    'test/unit/sandbox/account/vaultOperations.test.ts',
    insertBefore("  it('DescribeContainerCluster gives", sandboxTest.trimStart()),
  );
  copy.edit('test/unit/live/offers.test.ts', insertBefore("  it('are none for other", offerTest.trimStart()));
}

describe('a new operation with values for completion', () => {
  let copy: ProjectCopy;
  before(() => {
    copy = copyProject();
    addOperation(copy);
    copy.node('scripts/build.ts', '--generate');
  });
  after(() => copy.remove());

  it('touches ten files, those of the sandbox and the tests included', () => {
    const changed = copy.changedFiles();
    assert.equal(changed.length, 10, changed.join('\n'));
  });

  it('is held by the tests of the client, the sandbox and what is offered: from the sandbox through the client to completion', () => {
    const files = ['cloud/accountResponses', 'sandbox/account/vaultOperations', 'live/offers'];
    const tests = files.map((file) => `test/unit/${file}.test.ts`);
    copy.mocha('--timeout', '20000', ...tests);
    const added = 'takes the names of the roles|gives the role that is set up|are the roles of other';
    assert.match(copy.mocha('--timeout', '20000', '--grep', added, ...tests), /\b3 passing/);
  });
});
