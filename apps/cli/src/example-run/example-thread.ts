// The other end of `ExampleThreads`: reads the rules once, then plays the examples that it is given.
import { parentPort, workerData } from 'node:worker_threads'
import type { Registry } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { type ExampleReport, runExample, TouchedRules } from '@farthing/simulator'
import { installedPlugins } from '../installation/plugins.ts'
import { checkFiles } from '../installation/rules.ts'

/** What a thread is started with. */
export interface ThreadRules {
  readonly files: ReadonlyMap<string, string>
  readonly coverage: boolean
}

/** Places of examples among those of the rules. */
export type ExampleTask = readonly number[]

export interface ExampleAnswer {
  readonly reports: readonly (readonly [index: number, report: ExampleReport])[]
  /** Of the rules that they touched; empty when nobody asks. */
  readonly places: ReadonlySet<string>
}

function rulesOf(files: ThreadRules['files'], registry: Registry): RuleSet {
  const { rules } = checkFiles(files, registry)
  if (rules === undefined) throw new Error('rules that compile in one thread compile in another')
  return rules
}

export async function playForMainThread(): Promise<void> {
  const { coverage, files } = workerData as ThreadRules
  const registry = await installedPlugins()
  const rules = rulesOf(files, registry)
  const port = parentPort
  if (port === null) throw new Error('this module is run by a thread')
  port.on('message', (task: ExampleTask) => void play(task).then(answer => port.postMessage(answer)))
  port.postMessage('ready')

  async function play(task: ExampleTask): Promise<ExampleAnswer> {
    const touched = new TouchedRules()
    const world = { rules, registry, ...(coverage && { touched }) }
    const reports: [number, ExampleReport][] = []
    for (const index of task) {
      const example = rules.examples[index]
      if (example !== undefined) reports.push([index, await runExample(example, world)])
    }
    return { reports, places: touched.places }
  }
}
