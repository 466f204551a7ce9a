// Plays examples on as many threads as are worth their start; reports come back in the order of the rules.
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Registry } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { type ExampleReport, runExample, TouchedRules } from '@farthing/simulator'
import type { ExampleAnswer, ExampleTask, ThreadRules } from './example-thread.ts'

/** About what a thread needs to start and read the rules. */
const HEAD_START_MS = 400
/** Examples that a thread takes at once: few enough to end together, enough to make messages cheap. */
const TAKEN_AT_ONCE = 8

export interface ExampleRun {
  readonly rules: RuleSet
  readonly registry: Registry
  /** The texts that the rules were compiled from. */
  readonly files: ReadonlyMap<string, string>
  /** Places, among the examples of the rules, of those to play. */
  readonly chosen: readonly number[]
  readonly threads: number
  /** Whether the touched rules are collected. */
  readonly coverage: boolean
  /** Told now and then, once it takes long. */
  progress(done: number): void
}

export interface PlayedExamples {
  readonly reports: readonly ExampleReport[]
  readonly touched: ReadonlySet<string>
}

export async function playExamples(run: ExampleRun): Promise<PlayedExamples> {
  const list = new ExampleList(run)
  const began = performance.now()
  while (!list.isEmpty && performance.now() - began < HEAD_START_MS) await list.playNext(1)
  if (list.isEmpty) return list.result()
  const threads = Array.from({ length: run.threads - 1 }, () => startThread(run, list))
  try {
    // a thread that is ready when nothing is left to take is not waited for
    await Promise.race([Promise.all([playHere(list), list.allPlayed]), ...threads.map(({ failed }) => failed)])
  } finally {
    await Promise.all(threads.map(({ worker }) => worker.terminate()))
  }
  return list.result()
}

/** The examples that nobody has taken yet, and what came of the others. */
class ExampleList {
  readonly #run: ExampleRun
  readonly #touched = new TouchedRules()
  readonly #places: Set<string>
  readonly #reports = new Map<number, ExampleReport>()
  readonly #played = Promise.withResolvers<void>()
  #next = 0

  constructor(run: ExampleRun) {
    this.#run = run
    this.#places = this.#touched.places
  }

  get isEmpty(): boolean {
    return this.#next >= this.#run.chosen.length
  }

  take(count: number): ExampleTask {
    const task = this.#run.chosen.slice(this.#next, this.#next + count)
    this.#next += task.length
    return task
  }

  /** When the last report is in. */
  get allPlayed(): Promise<void> {
    return this.#played.promise
  }

  answer({ places, reports }: ExampleAnswer): void {
    for (const place of places) this.#places.add(place)
    for (const [index, report] of reports) this.#keep(index, report)
    this.#run.progress(this.#reports.size)
  }

  async playNext(count: number): Promise<void> {
    const { coverage, registry, rules } = this.#run
    const world = { rules, registry, ...(coverage && { touched: this.#touched }) }
    for (const index of this.take(count)) {
      const example = rules.examples[index]
      if (example !== undefined) this.#keep(index, await runExample(example, world))
    }
  }

  #keep(index: number, report: ExampleReport): void {
    this.#reports.set(index, report)
    if (this.#reports.size === this.#run.chosen.length) this.#played.resolve()
  }

  result(): PlayedExamples {
    const reports = this.#run.chosen.flatMap(index => this.#reports.get(index) ?? [])
    return { reports, touched: this.#places }
  }
}

/** Lets the messages of the threads in between. */
async function playHere(list: ExampleList): Promise<void> {
  while (!list.isEmpty) {
    await list.playNext(TAKEN_AT_ONCE)
    await setImmediate()
  }
}

interface Thread {
  readonly worker: Worker
  readonly failed: Promise<never>
}

function startThread({ coverage, files }: ExampleRun, list: ExampleList): Thread {
  const workerData: ThreadRules = { files, coverage }
  const worker = new Worker(new URL('../../bin/example-thread.mjs', import.meta.url), { workerData })
  worker.on('message', (message: 'ready' | ExampleAnswer) => {
    if (message !== 'ready') list.answer(message)
    if (!list.isEmpty) worker.postMessage(list.take(TAKEN_AT_ONCE))
  })
  return { worker, failed: new Promise<never>((_, reject) => worker.on('error', reject)) }
}
