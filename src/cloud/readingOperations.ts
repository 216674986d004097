/** The operations that read what an account holds, for values in the editor and for the preflight checks. None changes anything. */
export const readingOperations = [
  'DescribeVaults',
  'DescribeBackupPlans',
  'SearchHistoricalSnapshots',
  'DescribeOtsTableSnapshots',
  'DescribeRecoverableOtsInstances',
  'DescribeUdmSnapshots',
  'DescribeBackupClients',
  'DescribeContainerCluster',
  'BrowseFiles',
  'CheckRole',
] as const;

export type ReadingOperation = (typeof readingOperations)[number];
