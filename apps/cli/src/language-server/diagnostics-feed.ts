// Tells the editor what is wrong, soon after an edit, and only about files whose list has changed.
import type { Diagnostic } from 'vscode-languageserver-types'
import type { EditedFolder, EditedFolders } from './edited-folders.ts'
import { diagnosticOf } from './protocol-shapes.ts'

/** Edits that arrive together are checked together. */
const SOON_MS = 5

export type Publish = (uri: string, diagnostics: Diagnostic[]) => void

export class DiagnosticsFeed {
  readonly #folders: EditedFolders
  readonly #publish: Publish
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
    const found = new Map(this.#folders.all.flatMap(diagnosticsOf))
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

function diagnosticsOf(folder: EditedFolder): [string, Diagnostic[]][] {
  return [...folder.rules.diagnostics()].map(([path, all]) => [
    folder.uriOf(path),
    all.map(found => diagnosticOf(found, folder))
  ])
}
