// Tells the editor what is wrong, soon after an edit, and only about files whose list has changed.
import type { Diagnostic as Found } from '@farthing/rules-language'
import type { Diagnostic } from 'vscode-languageserver-types'
import type { EditedFolder, EditedFolders } from './edited-folders.ts'
import { FolderDiagnostics } from './folder-diagnostics.ts'
import { diagnosticOf } from './protocol-shapes.ts'

/** Edits that arrive together are checked together. */
const SOON_MS = 5

export type Publish = (uri: string, diagnostics: Diagnostic[]) => void

export class DiagnosticsFeed {
  readonly #folders: EditedFolders
  readonly #publish: Publish
  readonly #diagnostics = new FolderDiagnostics()
  /** What the editor shows, by URI, as JSON. */
  readonly #shown = new Map<string, string>()
  #due: NodeJS.Timeout | null = null

  constructor(folders: EditedFolders, publish: Publish) {
    this.#folders = folders
    this.#publish = publish
  }

  soon(): void {
    this.#due ??= setTimeout(() => {
      this.#due = null
      this.#now()
    }, SOON_MS)
  }

  #now(): void {
    const found = new Map(this.#folders.all.flatMap(folder => byUri(folder, this.#diagnostics.of(folder))))
    for (const uri of this.#shown.keys()) if (!found.has(uri)) found.set(uri, [])
    for (const [uri, diagnostics] of found) {
      const text = JSON.stringify(diagnostics)
      if ((this.#shown.get(uri) ?? '[]') === text) continue
      this.#publish(uri, diagnostics)
      if (diagnostics.length === 0) this.#shown.delete(uri)
      else this.#shown.set(uri, text)
    }
  }
}

function byUri(folder: EditedFolder, all: readonly Found[]): [string, Diagnostic[]][] {
  return [...Map.groupBy(all, ({ file }) => file)].map(([path, ofFile]) => [
    folder.uriOf(path),
    ofFile.map(found => diagnosticOf(found, folder))
  ])
}
