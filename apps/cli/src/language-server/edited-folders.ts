// The rules folders of an editor: what lies on disk, with what the editor holds unsaved in front of it.
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Installation, RulesWorkspace } from '@farthing/rules-language'
import { isRulesFile, pathWithin, readText, rulesFilesIn, rulesRootOf } from './disk-rules.ts'

export interface EditedFolder {
  /** The folder on disk; null for a text that was never saved. */
  readonly root: string | null
  readonly rules: RulesWorkspace
  uriOf(path: string): string
}

export interface EditedFile {
  readonly folder: EditedFolder
  /** Within the folder. */
  readonly path: string
}

const UNSAVED = 'unsaved.farthing'

export class EditedFolders {
  readonly #installation: Installation
  readonly #folders = new Map<string, EditedFolder>()
  /** Texts that the editor holds, by URI. */
  readonly #open = new Map<string, string>()
  /** The editor's spelling of the URI, by path: others may write the same file otherwise. */
  readonly #spelling = new Map<string, string>()
  readonly #roots = new Map<string, string | null>()
  #within: readonly string[] = []

  constructor(installation: Installation) {
    this.#installation = installation
  }

  /** The folders that the editor has open, as URIs. */
  within(uris: readonly string[]): void {
    this.#within = uris.flatMap(uri => diskPath(uri) ?? [])
  }

  get all(): EditedFolder[] {
    return [...this.#folders.values()]
  }

  /** A file of a folder of which the editor has opened something; null for any other. */
  fileOf(uri: string): EditedFile | null {
    const path = diskPath(uri)
    const root = path === null ? uri : this.#rootOf(path)
    const folder = root === null ? undefined : this.#folders.get(root)
    if (folder === undefined || root === null) return null
    return { folder, path: path === null ? UNSAVED : pathWithin(root, path) }
  }

  /** The same, and its folder is read when this is the first of it that is opened. */
  #opened(uri: string): EditedFile | null {
    const path = diskPath(uri)
    if (path === null) return this.#unsaved(uri)
    const root = this.#rootOf(path)
    if (root === null) return null
    const folder = this.#folders.get(root) ?? this.#read(root)
    return { folder, path: pathWithin(root, path) }
  }

  /** Null for a file that is not part of any rules. */
  #rootOf(path: string): string | null {
    if (!isRulesFile(path)) return null
    return this.#roots.getOrInsertComputed(path, () => rulesRootOf(path, this.#within))
  }

  /** The editor's text of a file: opened or edited. */
  write(uri: string, text: string): EditedFile | null {
    this.#open.set(uri, text)
    const path = diskPath(uri)
    if (path !== null) this.#spelling.set(path, uri)
    const file = this.#opened(uri)
    file?.folder.rules.write(file.path, text)
    return file
  }

  /** The editor no longer holds the file: what is on disk counts. */
  close(uri: string): EditedFile | null {
    this.#open.delete(uri)
    return this.readAgain(uri)
  }

  /** A file was created, changed or deleted on disk. The editor's own text of it stays. */
  readAgain(uri: string): EditedFile | null {
    const path = diskPath(uri)
    if (path === null) this.#folders.delete(uri)
    const file = path === null ? null : this.fileOf(uri)
    if (path === null || file === null || this.#open.has(this.#spelling.get(path) ?? uri)) return file
    const text = readText(path)
    if (text === undefined) file.folder.rules.remove(file.path)
    else file.folder.rules.write(file.path, text)
    return file
  }

  /** Drops the folders that are no longer the roots of what is open in them: a rule file above them has come or gone. */
  settle(): void {
    this.#roots.clear()
    const roots = new Set<string | null>()
    for (const uri of this.#open.keys()) {
      const path = diskPath(uri)
      roots.add(path === null ? uri : rulesRootOf(path, this.#within))
    }
    for (const root of this.#folders.keys()) if (!roots.has(root)) this.#folders.delete(root)
    for (const [uri, text] of this.#open) this.write(uri, text)
  }

  #read(root: string): EditedFolder {
    const rules = new RulesWorkspace(this.#installation)
    for (const file of rulesFilesIn(root)) {
      const text = readText(file)
      if (text !== undefined) rules.write(pathWithin(root, file), text)
    }
    const uriOf = (path: string): string => {
      const file = join(root, path)
      return this.#spelling.get(file) ?? pathToFileURL(file).href
    }
    const folder = { root, rules, uriOf }
    this.#folders.set(root, folder)
    return folder
  }

  #unsaved(uri: string): EditedFile {
    const folder = this.#folders.get(uri) ?? {
      root: null,
      rules: new RulesWorkspace(this.#installation),
      uriOf: () => uri
    }
    this.#folders.set(uri, folder)
    return { folder, path: UNSAVED }
  }
}

/** Null for what is not on disk, such as a new text that has no name yet. */
function diskPath(uri: string): string | null {
  try {
    return fileURLToPath(uri)
  } catch {
    return null
  }
}
