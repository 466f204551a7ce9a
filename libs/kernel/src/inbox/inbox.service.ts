// Files that come by themselves: taken when they are whole, imported like any other, and put away with the import's number.
import { setTimeout } from 'node:timers/promises'
import { type Registry, unknownFormat, usageFormatsOf } from '@farthing/plugin-sdk'
import { Inject, Injectable } from '@nestjs/common'
import { KernelSettings, Persistence, type InboxSettings } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { type UsageImport, UsageImports } from '../usage/index.ts'
import {
  type InboxSubfolder,
  lookAt,
  prepareShelves,
  putAway,
  readInbox,
  type WaitingFile,
  wordsOf
} from './inbox-folder.ts'
import { PutAwayFiles } from './put-away-files.ts'

/** What became of one file. */
export type SweptFile =
  | { readonly kind: 'done' | 'failed'; readonly file: WaitingFile; readonly import: UsageImport }
  /** Not touched, or not moved: why, and what to do. */
  | { readonly kind: 'stuck'; readonly file: WaitingFile; readonly problem: string }

export interface Sweep {
  readonly files: readonly SweptFile[]
  /** What keeps the sweep from looking at more than single files. */
  readonly problem: string | null
}

/** What waits, and why it waits. */
export interface InboxView {
  /** Null: this process has no inbox. */
  readonly folder: string | null
  readonly problem: string | null
  readonly folders: readonly (InboxSubfolder & {
    /** By name of file. */
    readonly stuck: ReadonlyMap<string, string>
  })[]
}

/** What a file came to while its lock was held; null: it is somebody else's, gone, or still growing. */
type Taken = SweptFile | 'no-rules-published' | null

const NO_RULES = 'no rules are published yet, so files wait: run farthing publish'

@Injectable()
export class Inbox {
  /** By path: how a file looked when it could not be dealt with, and why. */
  readonly #stuck = new Map<string, { readonly look: string; readonly problem: string; readonly again: boolean }>()
  readonly #putAwayFiles = new PutAwayFiles()

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(UsageImports) private readonly imports: UsageImports,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(RulesHost) private readonly rulesHost: RulesHost,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Takes every file that stands still. Any number of processes may sweep at once: each file is taken by one of them. */
  async sweep(): Promise<Sweep> {
    const { inbox } = this.settings
    if (inbox === undefined) return { files: [], problem: null }
    const grown = await this.#putAwayFiles.takeGrownBack()
    const read = await this.#read(inbox)
    if (read.problem !== null) return { files: [], problem: read.problem }
    const files = read.folders.flatMap(folder => (folder.problem === null ? folder.files : []))
    const whole = files.filter(file => !file.partial && !this.#keepsStuck(file))
    if (whole.length > 0) await setTimeout(inbox.settleMs)
    const swept: SweptFile[] = []
    this.#forgetGone(files)
    for (const file of whole) {
      const taken = await this.#take(inbox, file)
      if (taken === 'no-rules-published') return { files: swept, problem: NO_RULES }
      if (taken !== null) swept.push(taken)
    }
    return { files: swept, problem: grown.length === 0 ? null : cannotComeBack(grown) }
  }

  #forgetGone(files: readonly WaitingFile[]): void {
    const paths = new Set(files.map(({ path }) => path))
    for (const path of this.#stuck.keys()) if (!paths.has(path)) this.#stuck.delete(path)
  }

  async list(): Promise<InboxView> {
    const { inbox } = this.settings
    return inbox === undefined ? { folder: null, problem: null, folders: [] } : this.#read(inbox)
  }

  async #read({ folder }: InboxSettings): Promise<InboxView> {
    try {
      const read = await readInbox(folder)
      const formats = await this.#formats()
      const folders = read.map(each => ({
        ...each,
        problem: each.problem ?? (formats.has(each.format) ? null : unknownFolder(each.format, formats.keys())),
        stuck: new Map(each.files.flatMap(file => this.#problemOf(file)))
      }))
      return { folder, problem: null, folders }
    } catch (error) {
      return { folder, problem: `the inbox ${folder} cannot be read: ${wordsOf(error)}`, folders: [] }
    }
  }

  /** As the published rules say; what they declare waits while there are none. */
  async #formats(): Promise<Registry['usageFormats']> {
    const { registry } = this.plugins
    const rules = (await this.rulesHost.current()) ?? (await this.rulesHost.books()).versions[0]?.rules
    return rules === undefined ? registry.usageFormats : usageFormatsOf(registry, rules)
  }

  #problemOf(file: WaitingFile): [string, string][] {
    const stuck = this.#stuck.get(file.path)
    return stuck?.look === file.look ? [[file.name, stuck.problem]] : []
  }

  /** One that was imported and could not be moved is not imported over and over. */
  #keepsStuck(file: WaitingFile): boolean {
    const stuck = this.#stuck.get(file.path)
    return stuck !== undefined && !stuck.again && stuck.look === file.look
  }

  async #take(inbox: InboxSettings, file: WaitingFile): Promise<Taken> {
    const lock = `farthing:usage-inbox:${file.path}`
    try {
      const run = await this.persistence.exclusively(lock, () => this.#takeLocked(inbox, file))
      return run.ok ? run.value : null
    } catch (error) {
      return this.#stick(file, { problem: wordsOf(error), again: true })
    }
  }

  async #takeLocked({ folder }: InboxSettings, file: WaitingFile): Promise<Taken> {
    const { path, format } = file
    if (!(await standsStill(file))) return null
    const unwritable = await prepareShelves(folder, format)
    if (unwritable !== null) return this.#stick(file, { problem: unwritable, again: true })
    const outcome = await this.imports.importInboxFile({ path, format, name: `${format}/${file.name}` })
    if (!outcome.ok && outcome.kept === undefined) return 'no-rules-published'
    const done = outcome.ok ? outcome.value : outcome.kept
    if (done === undefined) throw new Error(`${path} was refused and is not in the list of imports`)
    if (!(await standsStill(file))) return null // it grew meanwhile: all of it comes again, and what is known counts as duplicate
    return this.#putAway(file, done)
  }

  async #putAway(file: WaitingFile, done: UsageImport): Promise<SweptFile> {
    const kind = done.problem === null ? 'done' : 'failed'
    try {
      this.#putAwayFiles.remember(await putAway(file, kind, done.id), file)
      this.#stuck.delete(file.path)
      return { kind, file, import: done }
    } catch (error) {
      const problem = `import ${done.id} is ${kind}, but the file cannot be moved: ${wordsOf(error)}`
      return this.#stick(file, { problem, again: false })
    }
  }

  #stick(file: WaitingFile, why: { readonly problem: string; readonly again: boolean }): SweptFile {
    this.#stuck.set(file.path, { look: file.look, ...why })
    return { kind: 'stuck', file, problem: why.problem }
  }
}

async function standsStill(file: WaitingFile): Promise<boolean> {
  return (await lookAt(file))?.look === file.look
}

function unknownFolder(format: string, known: Iterable<string>): string {
  return `${unknownFormat(format, known)} Name the folder like one of them`
}

function cannotComeBack(problems: readonly string[]): string {
  return `what grew after it was put away cannot be moved back, and is tried again: ${problems.join('; ')}`
}
