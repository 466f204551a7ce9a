// A file of which everything that was answered for is on the disk, and nothing else for long.
import { type FileHandle, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Not whatever can be gone through: a text is that too, letter by letter. */
export type Texts = readonly string[] | Generator<string>

export class DurableFile {
  /** By the clock of its file system, milliseconds since 1970. */
  #writtenMs = 0
  #broken = false

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    /** Number of the file on its disk. */
    private readonly inode: bigint
  ) {}

  /** A new file that holds these texts. Resolves when it would be found there after a loss of power. */
  static async create(path: string, texts: Texts = []): Promise<DurableFile> {
    const handle = await open(path, 'ax')
    const file = new DurableFile(path, handle, (await handle.stat({ bigint: true })).ino)
    await file.append(texts)
    await syncFolder(dirname(path))
    return file
  }

  get writtenMs(): number {
    return this.#writtenMs
  }

  /** Nobody knows where it ends, or it is somebody else's: it takes nothing more. */
  get isBroken(): boolean {
    return this.#broken
  }

  /** Resolves when all texts are on the disk, written one by one, and nobody had taken the file over by then: who takes it renames it first, and reads it afterwards. */
  async append(texts: Texts): Promise<void> {
    try {
      for (const text of texts) await this.handle.appendFile(text)
      await this.handle.datasync()
      const { ino, mtimeMs } = await stat(this.path, { bigint: true })
      if (ino !== this.inode) throw new Error(`another file took the place of ${this.path}`)
      this.#writtenMs = Number(mtimeMs)
    } catch (error) {
      this.#broken = true
      await this.handle.close()
      throw error
    }
  }

  close(): Promise<void> {
    return this.handle.close()
  }
}

/** Resolves when files that were made, renamed or removed there would be found so after a loss of power. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
