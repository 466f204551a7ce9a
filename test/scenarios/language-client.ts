// An editor of few words: starts `farthing lsp` and speaks the Language Server Protocol with it over its stdin and stdout.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import type { Diagnostic } from 'vscode-languageserver-types'
import { root } from './farthing.ts'

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string }
}

interface Published {
  readonly uri: string
  readonly diagnostics: readonly Diagnostic[]
}

export interface ClientOptions {
  /** Further options of Node. */
  readonly node?: string
}

export class LanguageClient {
  readonly #folder: string
  readonly #child: ChildProcessWithoutNullStreams
  readonly #answers = new Map<number, (message: Message) => void>()
  readonly #shown = new Map<string, readonly Diagnostic[]>()
  readonly #watchers: ((published: Published) => void)[] = []
  /** What the server asked of the editor. */
  readonly asked: string[] = []
  /** Resolves with the exit code. */
  readonly left: Promise<number | null>
  errors = ''
  #received = Buffer.alloc(0)
  #last = 0
  #versions = new Map<string, number>()

  constructor(folder: string, { node = '' }: ClientOptions = {}) {
    this.#folder = folder
    const env = { ...process.env, FARTHING_RUN_FROM: 'source', NODE_OPTIONS: `--no-warnings ${node}` }
    this.#child = spawn(process.execPath, [join(root, 'apps/cli/bin/farthing.mjs'), 'lsp', '--stdio'], {
      cwd: root,
      env
    })
    this.#child.stdout.on('data', (data: Buffer) => this.#receive(data))
    this.#child.stderr.on('data', (data: Buffer) => (this.errors += data.toString()))
    this.left = new Promise(resolve => this.#child.on('exit', resolve))
  }

  /** Of the server's process. */
  get pid(): number {
    return this.#child.pid ?? 0
  }

  uri(path: string): string {
    return pathToFileURL(join(this.#folder, path)).href
  }

  async initialize(): Promise<unknown> {
    const capabilities = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } }
    const workspaceFolders = [{ uri: pathToFileURL(this.#folder).href, name: 'rules' }]
    const result = await this.request('initialize', { processId: null, rootUri: null, capabilities, workspaceFolders })
    this.notify('initialized', {})
    return result
  }

  open(path: string, text: string): void {
    this.#versions.set(path, 1)
    const textDocument = { uri: this.uri(path), languageId: 'farthing', version: 1, text }
    this.notify('textDocument/didOpen', { textDocument })
  }

  /** Without a range: the whole text. */
  change(path: string, text: string, range?: unknown): void {
    const version = (this.#versions.get(path) ?? 0) + 1
    this.#versions.set(path, version)
    const contentChanges = [range === undefined ? { text } : { text, range }]
    this.notify('textDocument/didChange', { textDocument: { uri: this.uri(path), version }, contentChanges })
  }

  /** A question about a place: 0-based line and character. */
  at<T>(method: string, [path, line, character]: readonly [string, number, number], more: object = {}): Promise<T> {
    const position = { line, character }
    return this.request<T>(`textDocument/${method}`, { textDocument: { uri: this.uri(path) }, position, ...more })
  }

  /** Rejects with the message of the server's error. */
  async request<T>(method: string, params: unknown): Promise<T> {
    const id = ++this.#last
    const answered = new Promise<Message>(resolve => this.#answers.set(id, resolve))
    this.#send({ id, method, params })
    const { result, error } = await answered
    if (error) throw new Error(`${error.code} ${error.message}`)
    return result as T
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params })
  }

  /** Bytes as they are, in no frame. */
  raw(bytes: string): void {
    this.#child.stdin.write(bytes)
  }

  /** What the editor shows for a file. */
  shown(path: string): readonly Diagnostic[] {
    return this.#shown.get(this.uri(path)) ?? []
  }

  /** The files about which the server has said something. */
  get speaksOf(): string[] {
    return [...this.#shown.keys()]
  }

  /** The next list for a file that fulfils the wish. */
  async shows(path: string, wish: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    if (this.#shown.has(this.uri(path)) && wish(this.shown(path))) return this.shown(path)
    return new Promise(resolve => {
      this.#watchers.push(({ uri, diagnostics }) => {
        if (uri === this.uri(path) && wish(diagnostics)) resolve(diagnostics)
      })
    })
  }

  /** As an editor that dies: without a word. */
  hangUp(): void {
    this.#child.stdin.end()
  }

  async leave(): Promise<number | null> {
    await this.request('shutdown', null)
    this.notify('exit', null)
    return this.left
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message })
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
  }

  #receive(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data])
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n')
      const length = Number(/Content-Length: (\d+)/.exec(this.#received.subarray(0, Math.max(end, 0)).toString())?.[1])
      if (end === -1 || this.#received.length < end + 4 + length) return
      this.#take(JSON.parse(this.#received.subarray(end + 4, end + 4 + length).toString()) as Message)
      this.#received = this.#received.subarray(end + 4 + length)
    }
  }

  #take(message: Message): void {
    const { id, method, params } = message
    if (method === undefined && id !== undefined) return this.#answers.get(id)?.(message)
    if (method !== undefined && id !== undefined) {
      this.asked.push(method)
      return this.#send({ id, result: null })
    }
    if (method !== 'textDocument/publishDiagnostics') return
    const published = params as Published
    this.#shown.set(published.uri, published.diagnostics)
    for (const watcher of this.#watchers) watcher(published)
  }
}
