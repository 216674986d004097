import schema from '../../../schemas/restore.schema.json' with { type: 'json' };

/** The parameters in the order of filling in. */
export const parameterNames: readonly string[] = Object.keys(schema.properties).filter((name) => !name.startsWith('$'));

const plain = (name: string) => name.replace(/[-_]/g, '').toLowerCase();
const byPlainName = new Map(parameterNames.map((name) => [plain(name), name]));

/** The parameter that a text means: Terraform writes `vault_id`, the SDKs `vaultId`, the CLI's plugins `vault-id`. */
export function parameterNamed(name: string): string | undefined {
  return byPlainName.get(plain(name));
}
