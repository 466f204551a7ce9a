// The editor's questions, each answered by one function of the core.
import {
  completionsAt,
  definitionsAt,
  type Edit,
  type FileOffset,
  findSymbols,
  foldsOf,
  formatEdits,
  hoverAt,
  outlineOf,
  quickFixes,
  referencesAt,
  renamable,
  renameAt,
  type RulesWorkspace,
  type SourceText,
  type Spot
} from '@farthing/rules-language'
import * as lsp from 'vscode-languageserver-types'
import type { EditedFolder, EditedFolders } from './edited-folders.ts'
import {
  completionItem,
  diagnosticOf,
  documentSymbol,
  offsetOf,
  rangeOf,
  symbolKind,
  textEdits
} from './protocol-shapes.ts'

export interface Document {
  readonly textDocument: lsp.TextDocumentIdentifier
}

export interface DocumentPosition extends Document {
  readonly position: lsp.Position
}

export interface DocumentRange extends Document {
  readonly range: lsp.Range
}

interface Asked {
  readonly folder: EditedFolder
  readonly rules: RulesWorkspace
  readonly path: string
  readonly source: SourceText
}

/** Answers are null for files that are not part of any rules, or of none of which the editor has opened a file. */
export class Answers {
  readonly #folders: EditedFolders

  constructor(folders: EditedFolders) {
    this.#folders = folders
  }

  completion(asked: DocumentPosition): lsp.CompletionItem[] | null {
    return this.#at(asked, ({ rules, source }, at) =>
      completionsAt(rules, at).map((completion, index) => completionItem(completion, index, source))
    )
  }

  hover(asked: DocumentPosition): lsp.Hover | null {
    return this.#at(asked, ({ rules, source }, at) => {
      const hover = hoverAt(rules, at)
      if (hover === null) return null
      return { contents: { kind: lsp.MarkupKind.Markdown, value: hover.text }, range: rangeOf(source, hover.span) }
    })
  }

  definition(asked: DocumentPosition): lsp.Location[] | null {
    return this.#at(asked, ({ rules, folder }, at) => definitionsAt(rules, at).map(spot => locationOf(spot, folder)))
  }

  references(asked: DocumentPosition, declarations: boolean): lsp.Location[] | null {
    return this.#at(asked, ({ rules, folder }, at) =>
      referencesAt(rules, at, { declarations }).map(spot => locationOf(spot, folder))
    )
  }

  /** What would be renamed; null where no name stands. */
  renamable(asked: DocumentPosition): { range: lsp.Range; placeholder: string } | null {
    return this.#at(asked, ({ rules, source }, at) => {
      const found = renamable(rules, at)
      return found === null ? null : { range: rangeOf(source, found.span), placeholder: found.name }
    })
  }

  /** The edits, or why there are none. */
  rename(asked: DocumentPosition, to: string): lsp.WorkspaceEdit | { readonly refused: string } {
    const answer = this.#at(asked, ({ rules, folder }, at) => {
      const renamed = renameAt(rules, at, to)
      return renamed.ok ? workspaceEdit(renamed.edits, folder) : { refused: renamed.reason }
    })
    return answer ?? { refused: 'this file is not part of any rules' }
  }

  formatting(asked: Document): lsp.TextEdit[] | null {
    return this.#of(asked, ({ rules, path, source }) => textEdits(source, formatEdits(rules, path)))
  }

  rangeFormatting(asked: DocumentRange): lsp.TextEdit[] | null {
    return this.#of(asked, ({ rules, path, source }) =>
      textEdits(source, formatEdits(rules, path, spanOf(source, asked.range)))
    )
  }

  quickFixes(asked: DocumentRange): lsp.CodeAction[] | null {
    return this.#of(asked, ({ rules, path, source, folder }) =>
      quickFixes(rules, path, spanOf(source, asked.range)).map(({ title, edits, mends }) => ({
        title,
        kind: lsp.CodeActionKind.QuickFix,
        isPreferred: true,
        diagnostics: [diagnosticOf(mends, folder)],
        edit: workspaceEdit(new Map([[path, edits]]), folder)
      }))
    )
  }

  documentSymbols(asked: Document): lsp.DocumentSymbol[] | null {
    return this.#of(asked, ({ rules, path, source }) => outlineOf(rules, path).map(one => documentSymbol(source, one)))
  }

  folds(asked: Document): lsp.FoldingRange[] | null {
    return this.#of(asked, ({ rules, path }) =>
      foldsOf(rules, path).map(({ first, last, kind }) => ({
        startLine: first - 1,
        endLine: last - 1,
        ...(kind === 'comment' ? { kind: lsp.FoldingRangeKind.Comment } : {})
      }))
    )
  }

  workspaceSymbols(query: string): lsp.SymbolInformation[] {
    return this.#folders.all.flatMap(folder =>
      findSymbols(folder.rules, query).map(({ name, kind, spot }) => ({
        name,
        kind: symbolKind(kind),
        containerName: kind,
        location: locationOf(spot, folder)
      }))
    )
  }

  #of<T>({ textDocument }: Document, answer: (asked: Asked) => T): T | null {
    const file = this.#folders.fileOf(textDocument.uri)
    if (file?.folder.rules.files.has(file.path) !== true) return null
    const { folder, path } = file
    return answer({ folder, rules: folder.rules, path, source: folder.rules.source(path) })
  }

  #at<T>(asked: DocumentPosition, answer: (asked: Asked, at: FileOffset) => T): T | null {
    return this.#of(asked, found => answer(found, { path: found.path, offset: offsetOf(found.source, asked.position) }))
  }
}

function spanOf(source: SourceText, { start, end }: lsp.Range): { start: number; end: number } {
  return { start: offsetOf(source, start), end: offsetOf(source, end) }
}

function locationOf({ source, start, end }: Spot, folder: EditedFolder): lsp.Location {
  return { uri: folder.uriOf(source.file), range: rangeOf(source, { start, end }) }
}

function workspaceEdit(edits: ReadonlyMap<string, readonly Edit[]>, folder: EditedFolder): lsp.WorkspaceEdit {
  const changes = [...edits].map(([path, ofFile]) => [folder.uriOf(path), textEdits(folder.rules.source(path), ofFile)])
  return { changes: Object.fromEntries(changes) }
}
