/** Packs a folder as a `.vsix` of the same bytes on every machine, whatever its time zone, language and mask of permissions. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';

/** 1 January 2020, 0:00, as a ZIP file has it: without a time zone. */
const dosDate = ((2020 - 1980) << 9) | (1 << 5) | 1;
const dosTime = 0;
/** The flag of a file whose sizes stand behind its data. */
const sizesFollow = 8;
/** A file that its owner may write and everybody may read. */
const fileMode = 0o100644;

interface Entry {
  readonly name: string;
  /** What the list at the end of the file says of it. */
  readonly listed: Buffer;
  /** Where its own header and its data begin. */
  readonly offset: number;
}

function listedEntries(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new Error('This is no ZIP file.');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const listed = Buffer.from(zip.subarray(at, at + 46 + name + extra + comment));
    at += listed.length;
    return { name: listed.toString('utf8', 46, 46 + name), listed, offset: listed.readUInt32LE(42) };
  });
}

/** Zopfli, as it is compiled to WebAssembly, also takes over whatever is thrown in the whole process. It is given no part in that. */
async function loadZopfli() {
  const events = ['uncaughtException', 'unhandledRejection'];
  const before = events.map((event) => process.listeners(event as NodeJS.Signals));
  const zopfli = await import('@gfx/zopfli');
  for (const [index, event] of events.entries()) {
    const added = process.listeners(event as NodeJS.Signals).filter((listener) => !before[index]?.includes(listener));
    for (const listener of added) process.off(event, listener);
  }
  return zopfli;
}

/** The same files in fewer bytes: Zopfli looks longer for the smallest form of deflated data than what packed them. */
export async function smallestZip(zip: Buffer): Promise<Buffer> {
  const { deflateAsync } = await loadZopfli();
  const parts: Buffer[] = [];
  let offset = 0;
  const entries = listedEntries(zip);
  for (const { listed, offset: from } of entries) {
    const dataFrom = from + 30 + zip.readUInt16LE(from + 26) + zip.readUInt16LE(from + 28);
    const packed = zip.subarray(dataFrom, dataFrom + listed.readUInt32LE(20));
    const isDeflated = listed.readUInt16LE(10) === 8;
    const data = isDeflated ? Buffer.from(await deflateAsync(inflateRawSync(packed), {})) : packed;
    const header = Buffer.from(zip.subarray(from, dataFrom));
    listed.writeUInt32LE(data.length, 20);
    listed.writeUInt32LE(offset, 42);
    // The sizes stand in the header, and not behind the data as where a file is packed without knowing them.
    listed.writeUInt16LE(listed.readUInt16LE(8) & ~sizesFollow, 8);
    header.writeUInt16LE(header.readUInt16LE(6) & ~sizesFollow, 6);
    listed.copy(header, 14, 16, 28);
    parts.push(header, data);
    offset += header.length + data.length;
  }
  const end = Buffer.from(zip.subarray(zip.lastIndexOf('PK\x05\x06', undefined, 'latin1')));
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...entries.map(({ listed }) => listed), end]);
}

/** The same files with a fixed time and fixed permissions, in the order of the code units of their names. */
export function normalizedZip(zip: Buffer): Buffer {
  const entries = listedEntries(zip);
  const end = zip.subarray(zip.lastIndexOf('PK\x05\x06', undefined, 'latin1'));
  const listStart = end.readUInt32LE(16);
  const offsets = [...entries.map(({ offset }) => offset), listStart].sort((a, b) => a - b);
  const files: Buffer[] = [];
  let offset = 0;
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const next = offsets[offsets.indexOf(entry.offset) + 1];
    const file = Buffer.from(zip.subarray(entry.offset, next));
    file.writeUInt16LE(dosTime, 10);
    file.writeUInt16LE(dosDate, 12);
    entry.listed.writeUInt16LE(dosTime, 12);
    entry.listed.writeUInt16LE(dosDate, 14);
    entry.listed.writeUInt32LE((fileMode << 16) >>> 0, 38);
    entry.listed.writeUInt32LE(offset, 42);
    files.push(file);
    offset += file.length;
  }
  return Buffer.concat([...files, ...entries.map(({ listed }) => listed), end]);
}

/**
 * Packs a copy of what belongs into the package, so that the package can have a README of its own.
 *
 * @param path of the package that is written
 * @param readme the text of its README; without it, the folder's own is taken
 */
export async function packFolder(folder: string, path: string, readme?: string): Promise<void> {
  // vsce gives every file this time. What a ZIP file keeps of it still depends on the time zone.
  process.env['SOURCE_DATE_EPOCH'] = String(Date.UTC(2020, 0, 1) / 1000);
  const copy = await mkdtemp(join(tmpdir(), 'vsix-'));
  try {
    const files = await listFiles({ cwd: folder, packageManager: PackageManager.None });
    for (const file of files) await cp(join(folder, file), join(copy, file));
    if (readme !== undefined) await writeFile(join(copy, 'README.md'), readme);
    await createVSIX({
      cwd: copy,
      packagePath: path,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
  await writeFile(path, normalizedZip(await smallestZip(await readFile(path))));
}
