// The inbox on the disk: one folder per usage format, with what was taken beside it in done/ and failed/.
import { constants, type BigIntStats } from 'node:fs'
import { access, lstat, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** A file as it looked at one moment. */
export interface WaitingFile {
  readonly path: string
  /** Code of its format: the name of its folder. */
  readonly format: string
  readonly name: string
  readonly bytes: number
  /** Size, time and number of the file on its disk: unequal when it grew or another one took its place. */
  readonly look: string
  /** Nanoseconds since 1970: when it was last written to. */
  readonly writtenAt: bigint
  /** Its name says that it is still being written. */
  readonly partial: boolean
}

export interface InboxSubfolder {
  /** Code of a usage format; a point for the inbox itself, whose files are taken by nobody. */
  readonly format: string
  readonly files: readonly WaitingFile[]
  /** Why its files cannot be seen; null when they can. */
  readonly problem: string | null
}

/** What file transfers call a file until it is whole. */
const PARTIAL = /\.(part|partial|filepart|tmp|temp|crdownload|uploading|writing)$|~$/i
/** How the inbox itself is called among its folders. */
const HERE = '.'
/** Folders in which files were put away. */
export type Shelf = 'done' | 'failed'
const SHELVES = ['done', 'failed'] as const

/** Every folder of the inbox and the files that wait in it, the oldest first; hidden ones are nobody's. Rejects when there is no inbox. */
export async function readInbox(root: string): Promise<InboxSubfolder[]> {
  const folders = await readdir(root, { withFileTypes: true })
  const names = folders.filter(each => each.isDirectory() && !each.name.startsWith('.')).map(each => each.name)
  const read = await Promise.all(names.sort().map(format => readSubfolder(root, format)))
  const astray = await readAstray(
    root,
    folders.filter(each => each.isFile() && !each.name.startsWith('.')).map(each => each.name)
  )
  return [...astray, ...read.filter(folder => folder !== null)]
}

/** Files beside the folders of formats: nobody knows how to read them, and somebody waits for them. */
async function readAstray(root: string, names: readonly string[]): Promise<InboxSubfolder[]> {
  const looks = await Promise.all(names.toSorted().map(name => lookAt({ path: join(root, name), format: HERE, name })))
  const files = looks.filter(file => file !== null)
  const [first] = files
  if (first === undefined) return []
  const problem = `${first.path} is in no folder of a format: move it into one, such as ${join(root, 'csv')}`
  const others = files.length === 1 ? '' : ` (${files.length} files are there)`
  return [{ format: HERE, files, problem: problem + others }]
}

/** Null when it is gone. */
async function readSubfolder(root: string, format: string): Promise<InboxSubfolder | null> {
  const folder = join(root, format)
  try {
    const names = (await readdir(folder)).filter(isOffered)
    const files = await Promise.all(names.map(name => lookAt({ path: join(folder, name), format, name })))
    const whole = files
      .filter(file => file !== null)
      .toSorted((a, b) => Number(a.writtenAt - b.writtenAt) || (a.name < b.name ? -1 : 1))
    return { format, files: whole, problem: null }
  } catch (error) {
    if (GONE.has((error as { readonly code?: string }).code ?? '')) return null
    return { format, files: [], problem: `${folder} cannot be read: ${wordsOf(error)}` }
  }
}

/** Removed between the list of folders and the look into it, or another thing by now. */
const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR'])

function isOffered(name: string): boolean {
  return !name.startsWith('.') && !SHELVES.some(shelf => shelf === name)
}

/** Null when it is gone, or no file. */
export async function lookAt(file: Pick<WaitingFile, 'path' | 'format' | 'name'>): Promise<WaitingFile | null> {
  const found = await lstat(file.path, { bigint: true }).catch(gone)
  if (found === null || !found.isFile()) return null
  const { path, format, name } = file
  const look = `${found.size}:${found.mtimeNs}:${found.ino}`
  const partial = PARTIAL.test(name)
  return { path, format, name, bytes: Number(found.size), look, writtenAt: found.mtimeNs, partial }
}

function gone(error: { readonly code?: string }): BigIntStats | null {
  if (error.code === 'ENOENT') return null
  throw error
}

/** Makes the shelves of a folder. Null when files can be put away; else why not: asked before a file is read. */
export async function prepareShelves(root: string, format: string): Promise<string | null> {
  const folder = join(root, format)
  try {
    await access(folder, constants.W_OK)
    for (const shelf of SHELVES) {
      await mkdir(join(folder, shelf), { recursive: true })
      await access(join(folder, shelf), constants.W_OK)
    }
    return null
  } catch (error) {
    return `files of ${folder} cannot be moved to its done/ and failed/ (${wordsOf(error)}): let this user write there`
  }
}

/** Moves a file to its shelf under the number of its import, which makes its name unique there. */
export async function putAway(file: WaitingFile, shelf: Shelf, importId: number): Promise<void> {
  await rename(file.path, join(file.path, '..', shelf, `${importId}-${file.name}`))
}

export function wordsOf(error: unknown): string {
  return (error as { readonly message?: string }).message ?? String(error)
}
