export async function importSpec(): Promise<void> {}
