// The connection: messages of the Language Server Protocol in and out, each handed to where its answer is.
import type { Readable, Writable } from 'node:stream'
import type { Installation } from '@farthing/rules-language'
import {
  type Connection,
  createConnection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
  type WorkspaceSymbolParams
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { Answers, type Document, type DocumentPosition, type DocumentRange } from './answers.ts'
import { DiagnosticsFeed } from './diagnostics-feed.ts'
import { RULE_FILE } from './disk-rules.ts'
import { EditedFolders } from './edited-folders.ts'
import { FramedInput } from './framed-input.ts'
import { type NeededParam, withParams } from './request-params.ts'

const CAPABILITIES: InitializeResult = {
  serverInfo: { name: 'farthing' },
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    completionProvider: { triggerCharacters: [' ', '"', '|', ','] },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    codeActionProvider: { codeActionKinds: ['quickfix'] },
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } }
  }
}

const WATCHED = '**/*.{farthing,csv,hbs}'
/** The protocol's code for a request that cannot be done as asked. */
const REQUEST_FAILED = -32803

/** Serves until the editor leaves. */
export function serveLanguage(installation: Installation, input: Readable, output: Writable): void {
  const connection = createConnection(input.pipe(new FramedInput()), output)
  const folders = new EditedFolders(installation)
  const feed = new DiagnosticsFeed(folders, (uri, diagnostics) => void connection.sendDiagnostics({ uri, diagnostics }))
  listen(connection, folders)
  follow(connection, folders, feed)
  answer(connection, new Answers(folders))
  connection.listen()
}

function listen(connection: Connection, folders: EditedFolders): void {
  let asked: InitializeParams['capabilities']['workspace']
  let opened: string[] = []
  connection.onInitialize(({ workspaceFolders, rootUri, capabilities }: InitializeParams) => {
    opened = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : [])
    folders.within(opened)
    asked = capabilities.workspace
    return CAPABILITIES
  })
  connection.onInitialized(() => {
    if (asked?.workspaceFolders === true) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri))
        opened = [...opened.filter(uri => !gone.has(uri)), ...added.map(({ uri }) => uri)]
        folders.within(opened)
        folders.settle()
      })
    }
    if (asked?.didChangeWatchedFiles?.dynamicRegistration !== true) return
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: WATCHED }] })
  })
}

function follow(connection: Connection, folders: EditedFolders, feed: DiagnosticsFeed): void {
  const documents = new TextDocuments(TextDocument)
  documents.onDidChangeContent(({ document }) => {
    folders.write(document.uri, document.getText())
    feed.soon()
  })
  documents.onDidClose(({ document }) => {
    folders.close(document.uri)
    feed.soon()
  })
  documents.listen(connection)
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const moved = changes.some(({ uri, type }) => type !== FileChangeType.Changed && uri.endsWith(RULE_FILE))
    if (moved) folders.settle()
    for (const { uri } of changes) folders.readAgain(uri)
    feed.soon()
  })
}

const WHOLE_FILE: readonly NeededParam[] = ['textDocument']
const AT_PLACE: readonly NeededParam[] = ['textDocument', 'position']
const IN_RANGE: readonly NeededParam[] = ['textDocument', 'range']

function answer(connection: Connection, answers: Answers): void {
  /** By the method's name: what is asked without any params comes here too, and is told what it lacks. */
  function on<P extends object>(
    method: string,
    needed: readonly NeededParam[],
    reply: (asked: P) => object | null
  ): void {
    connection.onRequest(method, withParams(method, needed, reply))
  }
  on('textDocument/completion', AT_PLACE, (asked: DocumentPosition) => answers.completion(asked))
  on('textDocument/hover', AT_PLACE, (asked: DocumentPosition) => answers.hover(asked))
  on('textDocument/definition', AT_PLACE, (asked: DocumentPosition) => answers.definition(asked))
  on('textDocument/references', [...AT_PLACE, 'context'], (asked: ReferenceParams) =>
    answers.references(asked, asked.context.includeDeclaration)
  )
  on('textDocument/prepareRename', AT_PLACE, (asked: DocumentPosition) => answers.renamable(asked))
  on('textDocument/rename', [...AT_PLACE, 'newName'], (asked: RenameParams) => {
    const renamed = answers.rename(asked, asked.newName)
    return 'refused' in renamed ? new ResponseError(REQUEST_FAILED, renamed.refused) : renamed
  })
  on('textDocument/formatting', WHOLE_FILE, (asked: Document) => answers.formatting(asked))
  on('textDocument/rangeFormatting', IN_RANGE, (asked: DocumentRange) => answers.rangeFormatting(asked))
  on('textDocument/codeAction', IN_RANGE, (asked: DocumentRange) => answers.quickFixes(asked))
  on('textDocument/documentSymbol', WHOLE_FILE, (asked: Document) => answers.documentSymbols(asked))
  on('textDocument/foldingRange', WHOLE_FILE, (asked: Document) => answers.folds(asked))
  on('workspace/symbol', ['query'], ({ query }: WorkspaceSymbolParams) => answers.workspaceSymbols(query))
}
