// All that `farthing check` says of a folder: the rules, and the templates beside them, which are tried again only when they were edited.
import { checkTemplates } from '@farthing/kernel/templates'
import type { Diagnostic } from '@farthing/rules-language'
import type { EditedFolder } from './edited-folders.ts'

const TEMPLATE_FILE = '.hbs'

interface Tried {
  readonly text: string
  readonly found: readonly Diagnostic[]
}

export class FolderDiagnostics {
  readonly #tried = new WeakMap<EditedFolder, Map<string, Tried>>()

  of(folder: EditedFolder): readonly Diagnostic[] {
    const templates = [...folder.rules.files].filter(([path]) => path.endsWith(TEMPLATE_FILE))
    const tried = this.#tried.getOrInsertComputed(folder, () => new Map())
    const found = templates.flatMap(([path, text]) => {
      const known = tried.get(path)
      if (known?.text === text) return known.found
      const fresh = checkTemplates(new Map([[path, text]]), null)
      tried.set(path, { text, found: fresh })
      return fresh
    })
    return [...folder.rules.checked.diagnostics, ...found]
  }
}
