/** The checks of the place that is restored to, as far as the account can be asked about it. */
import * as l10n from '@vscode/l10n';
import type {
  BackupClient,
  BackupPlan,
  ContainerCluster,
  OtsInstance,
  Snapshot,
} from '../../cloud/accountResponses.ts';
import { parseJsonObject } from '../../cloud/json.ts';
import { systemOf } from '../../restoreSpec/rules/paths.ts';
import type { Whole } from '../questions.ts';
import { failed, notChecked, passed, shown, type CheckResult, type Fact } from './check.ts';

/** The parameters of a request by name, each as it is sent. */
export type Sent = Readonly<Record<string, string>>;

/** What was asked for the target of a spec: what its type needs. */
export interface TargetFacts {
  readonly client?: Fact<BackupClient | undefined>;
  /** The plans of the spec's source type. */
  readonly plans?: Fact<Whole<BackupPlan>>;
  readonly tablestores?: Fact<readonly OtsInstance[]>;
  readonly clusters?: Fact<Whole<ContainerCluster>>;
  readonly snapshot?: Snapshot | undefined;
}

/** A backup client in one of these states takes no restore. Others than these and `ACTIVATED` prove nothing. */
const offlineStates: ReadonlySet<string> = new Set([
  ...['DEACTIVATED', 'INSTALLING', 'INSTALL_FAILED', 'NOT_INSTALLED', 'UPGRADING', 'UPGRADE_FAILED'],
  ...['UNINSTALLING', 'UNINSTALL_FAILED', 'STOPPED', 'UNKNOWN'],
]);

function checkClient(sent: Sent, fact: Fact<BackupClient | undefined>): CheckResult {
  const place = { parameter: 'TargetInstanceId' };
  if (!fact.isKnown) return notChecked('target', fact.why, place);
  const id = shown(sent['TargetInstanceId'] ?? '');
  // The role may let the service list less than it restores to.
  if (!fact.value && sent['CrossAccountType'] === 'CROSS_ACCOUNT') {
    const message = l10n.t(
      'The other account lists no backup client on {0}, and there is no other way to check it.',
      id,
    );
    return notChecked('target', message, place);
  }
  if (!fact.value) {
    return failed('target', l10n.t('There is no backup client on {0}, or no such instance in the region.', id), place);
  }
  const { status, instanceName } = fact.value;
  const name = instanceName === undefined ? id : `${id} (${shown(instanceName)})`;
  if (status === 'ACTIVATED') return passed('target', l10n.t('The backup client on {0} is online.', name), place);
  return offlineStates.has(status ?? '')
    ? failed('target', l10n.t('The backup client on {0} is not online: its status is {1}.', name, shown(status)), place)
    : notChecked(
        'target',
        l10n.t('The backup client on {0} has an unknown status: {1}.', name, status ? shown(status) : '-'),
        place,
      );
}

function checkSystem(path: string, fact: Fact<BackupClient | undefined>): CheckResult {
  const place = { parameter: 'TargetPath' };
  if (!fact.isKnown) return notChecked('targetSystem', fact.why, place);
  const system = systemOf(path);
  const { osType } = fact.value ?? {};
  if (osType === undefined || system === undefined || !/^(?:windows|linux)$/i.test(osType)) {
    return notChecked('targetSystem', l10n.t('The system of the instance, or that of the path, is not known.'), place);
  }
  const [ofPath, ofClient] = [system === 'windows' ? 'Windows' : 'Linux', /^w/i.test(osType) ? 'Windows' : 'Linux'];
  return ofPath === ofClient
    ? passed('targetSystem', l10n.t('The path and the instance are both of {0}.', ofClient), place)
    : failed('targetSystem', l10n.t('The path is one of {0}, and the instance runs {1}.', ofPath, ofClient), place);
}

const unknownPlace = (parameter: string, place: string): CheckResult =>
  notChecked('target', l10n.t('No backup plan uses {0}, and there is no other way to check it.', shown(place)), {
    parameter,
  });

function checkBucket(bucket: string, fact: Fact<Whole<BackupPlan>>): CheckResult {
  const place = { parameter: 'TargetBucket' };
  if (!fact.isKnown) return notChecked('target', fact.why, place);
  return fact.value.entries.some((plan) => plan.bucket === bucket)
    ? passed('target', l10n.t('A backup plan uses the bucket {0}.', shown(bucket)), place)
    : unknownPlace('TargetBucket', bucket);
}

function checkFileSystem(sent: Sent, fact: Fact<Whole<BackupPlan>>): CheckResult {
  const { TargetFileSystemId: id = '', TargetCreateTime: createTime } = sent;
  const place = { parameter: 'TargetFileSystemId' };
  if (!fact.isKnown) return notChecked('target', fact.why, place);
  const plans = fact.value.entries.filter((plan) => plan.fileSystemId === id);
  if (plans.length === 0) return unknownPlace('TargetFileSystemId', id);
  const times = [...new Set(plans.flatMap((plan) => plan.createTime ?? []))];
  if (createTime !== undefined && times.length === 0) {
    const message = l10n.t(
      'A backup plan uses the file system {0}, but none says when it was created, so TargetCreateTime was not compared.',
      shown(id),
    );
    return notChecked('target', message, { parameter: 'TargetCreateTime' });
  }
  if (createTime === undefined || times.includes(Number(createTime))) {
    return passed('target', l10n.t('A backup plan uses the file system {0}.', shown(id)), place);
  }
  return failed(
    'target',
    l10n.t('The file system {0} was created at {1}, not at {2}.', shown(id), times.join(', '), shown(createTime)),
    { parameter: 'TargetCreateTime' },
  );
}

function checkTable({ TargetInstanceName: name = '' }: Sent, fact: Fact<readonly OtsInstance[]>): CheckResult {
  const place = { parameter: 'TargetInstanceName' };
  if (!fact.isKnown) return notChecked('target', fact.why, place);
  return fact.value.some(({ instanceName }) => instanceName === name)
    ? passed('target', l10n.t('The Tablestore instance {0} exists.', shown(name)), place)
    : notChecked(
        'target',
        l10n.t('The Tablestore instance {0} has no backup, and there is no other way to check it.', shown(name)),
        place,
      );
}

function checkCluster(id: string, fact: Fact<Whole<ContainerCluster>>): CheckResult {
  const place = { parameter: 'TargetContainerClusterId' };
  if (!fact.isKnown) return notChecked('target', fact.why, place);
  const cluster = fact.value.entries.find(({ clusterId }) => clusterId === id);
  if (cluster) return passed('target', l10n.t('The cluster {0} exists.', shown(cluster.name ?? id)), place);
  return fact.value.isComplete
    ? failed('target', l10n.t('There is no cluster {0}.', shown(id)), place)
    : notChecked('target', l10n.t('Only the first part of the list of clusters was read.'), place);
}

/** An instance is rolled back to a snapshot of its own. */
function checkRollback(sent: Sent, snapshot: Snapshot | undefined): CheckResult {
  const source = parseJsonObject(sent['UdmDetail'] ?? '')?.['sourceInstanceId'];
  const place = { parameter: 'UdmDetail', ...(typeof source === 'string' && { item: source }) };
  if (typeof source !== 'string' || snapshot?.instanceId === undefined) {
    return notChecked('target', l10n.t('The instance of the snapshot is not known.'), place);
  }
  return snapshot.instanceId === source
    ? passed('target', l10n.t('The snapshot is one of {0}.', shown(source)), place)
    : failed(
        'target',
        l10n.t('The snapshot is one of {0}, not of {1}.', shown(snapshot.instanceId), shown(source)),
        place,
      );
}

export function checkTarget(sent: Sent, facts: TargetFacts): CheckResult[] {
  const { client, plans, tablestores, clusters, snapshot } = facts;
  if (clusters) return [checkCluster(sent['TargetContainerClusterId'] ?? '', clusters)];
  if (client) {
    const path = sent['TargetPath'];
    return [checkClient(sent, client), ...(path ? [checkSystem(path, client)] : [])];
  }
  switch (sent['RestoreType']) {
    case 'OSS':
      if (plans && sent['TargetBucket'] !== undefined) return [checkBucket(sent['TargetBucket'], plans)];
      break;
    case 'NAS':
      if (plans && sent['TargetFileSystemId'] !== undefined) return [checkFileSystem(sent, plans)];
      break;
    case 'OTS_TABLE':
      if (tablestores) return [checkTable(sent, tablestores)];
      break;
    case 'UDM_ECS_ROLLBACK':
    case 'UDM_ECS_DISK_ROLLBACK':
      return [checkRollback(sent, snapshot)];
    default:
  }
  return [
    notChecked('target', l10n.t('The account gives no information about targets of this kind.'), {
      parameter: 'RestoreType',
    }),
  ];
}
