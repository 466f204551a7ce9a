// A file of which everything that was answered for is on the disk, and nothing else for long.
import { type FileHandle, open } from 'node:fs/promises'

export class DurableFile {
  #end: number

  private constructor(
    private readonly handle: FileHandle,
    end: number
  ) {
    this.#end = end
  }

  static async open(path: string): Promise<DurableFile> {
    const handle = await open(path, 'a')
    return new DurableFile(handle, (await handle.stat()).size)
  }

  /** Resolves when the text is on the disk. When it cannot be, what was written of it is cut off again. */
  async append(text: string): Promise<void> {
    try {
      await this.handle.appendFile(text)
      await this.handle.datasync()
      this.#end += Buffer.byteLength(text)
    } catch (error) {
      await this.handle.truncate(this.#end)
      throw error
    }
  }

  close(): Promise<void> {
    return this.handle.close()
  }
}
