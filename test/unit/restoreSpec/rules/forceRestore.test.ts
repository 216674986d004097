import { spec, testWarnings } from './ruleRows.ts';

const udm = { sourceInstanceId: 'i-1', forceRestore: true };

describe('forceRestore', () => {
  testWarnings([
    ['forceRestore', spec('UDM_ECS_ROLLBACK', { UdmDetail: udm }), ['forceRestore', 'true', /detached.*lost/]],
    [
      'forceRestore in a string',
      spec('UDM_ECS_ROLLBACK', { UdmDetail: JSON.stringify(udm) }),
      ['forceRestore', 'true', /lost/],
    ],
    [
      'another member that is set',
      spec('UDM_ECS_ROLLBACK', { UdmDetail: { sourceInstanceId: 'i-1', bootAfterRestore: true } }),
    ],
    ['no forceRestore', spec('UDM_ECS_ROLLBACK', { UdmDetail: { ...udm, forceRestore: false } })],
  ]);
});
