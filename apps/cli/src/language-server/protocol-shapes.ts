// What the core says, in the shapes of the Language Server Protocol: 0-based lines and UTF-16 characters.
import { type Completion, type Diagnostic, type Edit, helpOf } from '@farthing/rules-language'
import type { OutlineSymbol, SourceText, Span } from '@farthing/rules-language'
import * as lsp from 'vscode-languageserver-types'
import type { EditedFolder } from './edited-folders.ts'

export function rangeOf(source: SourceText, { start, end }: Span): lsp.Range {
  return { start: positionOf(source, start), end: positionOf(source, end) }
}

function positionOf(source: SourceText, offset: number): lsp.Position {
  const { line, column } = source.place(offset)
  return { line: line - 1, character: column - 1 }
}

export function offsetOf(source: SourceText, { line, character }: lsp.Position): number {
  return source.offset(line + 1, character + 1)
}

export function textEdits(source: SourceText, edits: readonly Edit[]): lsp.TextEdit[] {
  return edits.map(edit => ({ range: rangeOf(source, edit), newText: edit.text }))
}

/** What nothing uses is shown faded. */
const IDLE = 'R0112'

export function diagnosticOf(found: Diagnostic, folder: EditedFolder): lsp.Diagnostic {
  const { code, severity, message, line, column, endLine, endColumn, related = [] } = found
  return {
    range: {
      start: { line: line - 1, character: column - 1 },
      end: { line: endLine - 1, character: endColumn - 1 }
    },
    severity: severity === 'error' ? lsp.DiagnosticSeverity.Error : lsp.DiagnosticSeverity.Warning,
    code,
    source: 'farthing',
    message: [message, ...helpOf(found)].join('\n'),
    ...(code === IDLE ? { tags: [lsp.DiagnosticTag.Unnecessary] } : {}),
    relatedInformation: related.map(({ message: words, place }) => {
      const at = { line: place.line - 1, character: place.column - 1 }
      return { message: words, location: { uri: folder.uriOf(place.file), range: { start: at, end: at } } }
    })
  }
}

const COMPLETION_KINDS: Readonly<Record<Completion['kind'], lsp.CompletionItemKind>> = {
  statement: lsp.CompletionItemKind.Keyword,
  word: lsp.CompletionItemKind.Keyword,
  value: lsp.CompletionItemKind.Value,
  name: lsp.CompletionItemKind.Reference,
  file: lsp.CompletionItemKind.File,
  column: lsp.CompletionItemKind.Field
}

/** `index` keeps the order of the core. */
export function completionItem(completion: Completion, index: number, source: SourceText): lsp.CompletionItem {
  const { label, kind, replaces, text, filter, snippet, detail, documentation } = completion
  return {
    label,
    kind: COMPLETION_KINDS[kind],
    detail,
    sortText: String(index).padStart(5, '0'),
    filterText: filter,
    insertTextFormat: snippet ? lsp.InsertTextFormat.Snippet : lsp.InsertTextFormat.PlainText,
    textEdit: { range: rangeOf(source, replaces), newText: text },
    ...(documentation === '' ? {} : { documentation: { kind: lsp.MarkupKind.Markdown, value: documentation } })
  }
}

const SYMBOL_KINDS: Readonly<Record<string, lsp.SymbolKind>> = {
  operator: lsp.SymbolKind.Namespace,
  plan: lsp.SymbolKind.Class,
  tariff: lsp.SymbolKind.Interface,
  zones: lsp.SymbolKind.Array,
  holidays: lsp.SymbolKind.Array,
  rates: lsp.SymbolKind.Array,
  band: lsp.SymbolKind.Field,
  example: lsp.SymbolKind.Event
}

export function symbolKind(kind: string): lsp.SymbolKind {
  return SYMBOL_KINDS[kind] ?? lsp.SymbolKind.Property
}

export function documentSymbol(source: SourceText, symbol: OutlineSymbol): lsp.DocumentSymbol {
  return {
    name: symbol.name === '' ? symbol.kind || '...' : symbol.name,
    kind: symbolKind(symbol.kind),
    range: rangeOf(source, symbol.whole),
    selectionRange: rangeOf(source, symbol.head),
    children: symbol.children.map(child => documentSymbol(source, child))
  }
}
