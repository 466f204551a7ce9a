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
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { Answers } from './answers.ts'
import { DiagnosticsFeed } from './diagnostics-feed.ts'
import { RULE_FILE } from './disk-rules.ts'
import { EditedFolders } from './edited-folders.ts'
import { FramedInput } from './framed-input.ts'

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

function answer(connection: Connection, answers: Answers): void {
  connection.onCompletion(asked => answers.completion(asked))
  connection.onHover(asked => answers.hover(asked))
  connection.onDefinition(asked => answers.definition(asked))
  connection.onReferences(asked => answers.references(asked, asked.context.includeDeclaration))
  connection.onPrepareRename(asked => answers.renamable(asked))
  connection.onRenameRequest(asked => {
    const renamed = answers.rename(asked, asked.newName)
    return 'refused' in renamed ? new ResponseError(REQUEST_FAILED, renamed.refused) : renamed
  })
  connection.onDocumentFormatting(asked => answers.formatting(asked))
  connection.onDocumentRangeFormatting(asked => answers.rangeFormatting(asked))
  connection.onCodeAction(asked => answers.quickFixes(asked))
  connection.onDocumentSymbol(asked => answers.documentSymbols(asked))
  connection.onFoldingRanges(asked => answers.folds(asked))
  connection.onWorkspaceSymbol(({ query }) => answers.workspaceSymbols(query))
}
