import assert from 'node:assert/strict';
import { valid } from '../validSpecs.ts';
import { assertComesBack, callFrom, fill, lines, write } from './formatHelpers.ts';

describe('a Terraform block, written', () => {
  it('has what it cannot carry as comments', () => {
    assert.equal(
      write('terraform', {
        ...valid['NAS'],
        SnapshotHash: '${x} $${y} %{z} "\\',
        Edition: 'BASIC',
        TargetPath: 'u\u0308',
        CrossAccountUserId: 0,
        $region: 'cn-hangzhou',
      }),
      lines(
        '# terraform apply starts the restore. The provider adds a ClientToken, and sends again by itself where it failed.',
        'resource "alicloud_hbr_restore_job" "restore" {',
        '  restore_type = "NAS"',
        '  source_type = "NAS"',
        '  vault_id = "v-1"',
        '  snapshot_id = "s-1"',
        '  target_file_system_id = "005494"',
        '  # The provider reads this as China Standard Time (UTC+8), despite the Z.',
        '  target_create_time = "2019-04-04T11:08:33Z"',
        '  snapshot_hash = "$${x} \\u0024$${y} %%{z} \\"\\\\"',
        "  # Terraform can't express this: the resource has no such attribute",
        '  # cloud-backup-restore: Edition = "BASIC"',
        "  # Terraform can't express this: the provider takes 1 to 2^63 - 1",
        '  # cloud-backup-restore: CrossAccountUserId = "0"',
        "  # Terraform can't express this: Terraform changes its characters (to Unicode NFC)",
        '  # cloud-backup-restore: TargetPath = "u\u0308"',
        '  # The provider block decides the region.',
        '  # cloud-backup-restore: $region = "cn-hangzhou"',
        '}',
      ),
    );
    const ots = write('terraform', { ...valid['OTS_TABLE'], OtsDetail: { OverwriteExisting: true } });
    assert.match(ots, /^ {2}ots_detail \{\n {4}overwrite_existing = true\n {2}\}$/m);
    assert.match(write('terraform', valid['OSS'] ?? {}), /sends no empty value\.\n {2}target_prefix = ""/);
    assert.match(write('terraform', valid['OSS'] ?? {}), /Terraform requires snapshot_hash/);
  });

  it('writes a value of a million signs of a template', () => {
    for (const sign of ['$', '%', '$%', '${']) {
      assertComesBack('terraform', callFrom({ ...valid['ECS_FILE'], TargetPath: fill(sign, 900_000) }));
    }
  });

  it('writes a value of a million marks on one letter', () => {
    const text = write('terraform', { ...valid['ECS_FILE'], TargetPath: `a${fill('\u0301\u0316')}`.slice(0, 900_000) });
    assert.match(text, /Terraform can't express this: Terraform changes its characters/);
  });
});
