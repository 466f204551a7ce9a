// The inbox on the disk: one folder per usage format, with what was taken beside it in done/ and failed/.
import { constants, type BigIntStats, type Dirent } from 'node:fs'
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

/** Something in a folder that is no file to be taken, and why. */
export interface NotTaken {
  readonly name: string
  readonly problem: string
}

export interface InboxSubfolder {
  /** Code of a usage format; a point for the inbox itself, whose files are taken by nobody. */
  readonly format: string
  readonly files: readonly WaitingFile[]
  readonly notTaken: readonly NotTaken[]
  /** Why its files cannot be seen; null when they can. */
  readonly problem: string | null
}

const LONGEST_NAME_BYTES = 255

/** What file transfers call a file until it is whole. */
const PARTIAL = /\.(part|partial|filepart|tmp|temp|crdownload|uploading|writing)$|~$/i
/** How the inbox itself is called among its folders. */
const HERE = '.'
/** Folders in which files were put away. */
export type Shelf = 'done' | 'failed'
const SHELVES = ['done', 'failed'] as const

/** Every folder of the inbox and the files that wait in it, the oldest first; hidden ones of the inbox itself are nobody's. Rejects when there is no inbox. */
export async function readInbox(root: string): Promise<InboxSubfolder[]> {
  const all = (await readdir(root, { withFileTypes: true })).filter(each => !isHidden(each))
  const names = all.filter(each => each.isDirectory()).map(each => each.name)
  const read = await Promise.all(names.sort().map(format => readSubfolder(root, format)))
  const astray = await readAstray(
    root,
    all.filter(each => !each.isDirectory())
  )
  return [...astray, ...read.filter(folder => folder !== null)]
}

/** Files beside the folders of formats: nobody knows how to read them, and somebody waits for them. */
async function readAstray(root: string, entries: readonly Dirent[]): Promise<InboxSubfolder[]> {
  const names = entries.filter(each => each.isFile()).map(each => each.name)
  const looks = await Promise.all(names.toSorted().map(name => lookAt({ path: join(root, name), format: HERE, name })))
  const files = looks.filter(file => file !== null)
  const notTaken = notTakenOf(entries)
  const [first] = files
  if (first !== undefined) {
    const problem = `${first.path} is in no folder of a format: move it into one, such as ${join(root, 'csv')}`
    const others = files.length === 1 ? '' : ` (${files.length} files are there)`
    return [{ format: HERE, files, notTaken, problem: problem + others }]
  }
  const [strange] = notTaken
  if (strange === undefined) return []
  return [{ format: HERE, files, notTaken, problem: `${join(root, strange.name)} is ${strange.problem}` }]
}

/** In order of name; files are told of as such. */
function notTakenOf(entries: readonly Dirent[]): NotTaken[] {
  return entries
    .flatMap(entry => {
      const problem = whyNotTaken(entry)
      return problem === null ? [] : [{ name: entry.name, problem }]
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function whyNotTaken(entry: Dirent): string | null {
  if (entry.isSymbolicLink()) return 'a symbolic link, and links are not followed: put what it leads to in its place'
  if (entry.isDirectory()) return 'a folder in the folder of a format: move its files out of it'
  if (!entry.isFile()) return 'no file'
  return isHidden(entry) ? 'hidden by the point before its name: it waits for a name without' : null
}

/** Null when it is gone. */
async function readSubfolder(root: string, format: string): Promise<InboxSubfolder | null> {
  const folder = join(root, format)
  try {
    const entries = (await readdir(folder, { withFileTypes: true })).filter(each => !isShelf(each))
    const names = entries.filter(each => whyNotTaken(each) === null).map(each => each.name)
    const files = await Promise.all(names.map(name => lookAt({ path: join(folder, name), format, name })))
    const whole = files
      .filter(file => file !== null)
      .toSorted((a, b) => Number(a.writtenAt - b.writtenAt) || (a.name < b.name ? -1 : 1))
    return { format, files: whole, notTaken: notTakenOf(entries), problem: null }
  } catch (error) {
    if (GONE.has((error as { readonly code?: string }).code ?? '')) return null
    return { format, files: [], notTaken: [], problem: `${folder} cannot be read: ${wordsOf(error)}` }
  }
}

/** Removed between the list of folders and the look into it, or another thing by now. */
const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR'])

function isHidden({ name }: Dirent): boolean {
  return name.startsWith('.')
}

function isShelf({ name }: Dirent): boolean {
  return SHELVES.some(shelf => shelf === name)
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
export async function putAway({ path, name, format }: WaitingFile, shelf: Shelf, importId: number): Promise<Shelved> {
  const shelved = shortened(`${importId}-${name}`)
  const to = join(path, '..', shelf, shelved)
  await rename(path, to)
  return { path: to, format, name: shelved }
}

/** A file on its shelf. */
export type Shelved = Pick<WaitingFile, 'path' | 'format' | 'name'>

/** Back into its folder with the number before its name: nothing else is called so. */
export async function takeBack({ path, name }: Shelved): Promise<void> {
  await rename(path, join(path, '..', '..', name))
}

/** Without the end of a name that leaves no room for the number. */
function shortened(name: string): string {
  let short = name
  while (Buffer.byteLength(short) > LONGEST_NAME_BYTES) short = short.slice(0, -1).toWellFormed()
  return short
}

export function wordsOf(error: unknown): string {
  return (error as { readonly message?: string }).message ?? String(error)
}
