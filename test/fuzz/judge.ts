// What must hold of any set of rule files, however broken it is.
import type { Registry } from '@farthing/plugin-sdk'
import {
  compileRules,
  formatFile,
  parseFile,
  type RatingEvent,
  type RuleSet,
  type Signature,
  type SignatureCatalogue
} from '@farthing/rules-language'
import { runExamples } from '@farthing/simulator'
import { placeProblem } from './judge-place.ts'
import { meaningOf } from './meaning.ts'

export interface Judge {
  readonly catalogue: SignatureCatalogue
  /** The plugins' statements; the same array for every case, so that it is compared once. */
  readonly signatures: readonly Signature[]
  readonly registry: Registry
}

export interface Verdict {
  /** What failed, in words that are the same for every input that fails in this way; null when all held. */
  readonly failure: string | null
  readonly detail: string
  readonly compiled: boolean
}

/** Processor time of one set of rules, whatever else the machine does. */
const LIMIT_MS = 1_000
const LIMIT_MS_PER_CHARACTER = 0.25

export async function judge(
  files: ReadonlyMap<string, string>,
  touched: readonly string[],
  to: Judge
): Promise<Verdict> {
  let stage = 'check'
  const began = process.threadCpuUsage()
  try {
    const result = compileRules({ files, signatures: to.signatures })
    const problem = placeProblem(result, files, to.signatures)
    if (problem !== null) return failed('a place', problem, result.ok)
    stage = 'format'
    const formatted = formattedFiles(files, touched, to)
    if (typeof formatted === 'string') return failed('the formatter', formatted, result.ok)
    if (result.ok) {
      stage = 'check of the formatted text'
      const changed = meaningProblem(result.rules, formatted, to)
      if (changed !== null) return failed('the meaning of the formatted text', changed, true)
      stage = 'rate'
      rateSomething(result.rules)
      stage = 'examples'
      await runExamples(result.rules, to.registry)
    }
    const took = millisecondsSince(began)
    if (took > limitFor(files)) return failed('time', `${took} ms`, result.ok)
    return { failure: null, detail: '', compiled: result.ok }
  } catch (problem) {
    const { message, stack = '' } = problem as Error
    const where = /\((?:file:\/\/)?[^)]*?([\w-]+\.ts):\d+/.exec(stack)?.[1] ?? 'somewhere'
    return failed(`${stage} throws in ${where}`, `${message}\n${stack}`, false)
  }
}

function millisecondsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(began)
  return Math.round((user + system) / 1000)
}

/** A long file may take longer, in proportion. */
const limitFor = (files: ReadonlyMap<string, string>): number =>
  LIMIT_MS + LIMIT_MS_PER_CHARACTER * [...files.values()].reduce((sum, { length }) => sum + length, 0)

function failed(failure: string, detail: string, compiled: boolean): Verdict {
  return { failure, detail, compiled }
}

const problemsOf = (file: string, text: string, { catalogue }: Judge): string =>
  parseFile({ file, text }, catalogue)
    .diagnostics.map(({ code, message }) => `${code} ${message}`)
    .join('\n')

/** The files with the touched ones formatted, or what is wrong with the formatter. */
function formattedFiles(
  files: ReadonlyMap<string, string>,
  touched: readonly string[],
  to: Judge
): ReadonlyMap<string, string> | string {
  const formatted = new Map(files)
  for (const file of touched.filter(path => path.endsWith('.farthing'))) {
    const text = files.get(file) ?? ''
    const once = formatFile({ file, text }, to.catalogue)
    if (formatFile({ file, text: once }, to.catalogue) !== once) return `${file} changes when it is formatted again`
    const [before, after] = [problemsOf(file, text, to), problemsOf(file, once, to)]
    if (before !== after) return `other problems in ${file}\nbefore: ${before}\nafter: ${after}`
    formatted.set(file, once)
  }
  return formatted
}

function meaningProblem(rules: RuleSet, formatted: ReadonlyMap<string, string>, { signatures }: Judge): string | null {
  const again = compileRules({ files: formatted, signatures })
  if (!again.ok) return `it no longer compiles: ${again.diagnostics.map(({ message }) => message).join('; ')}`
  const [before, after] = [meaningOf(rules), meaningOf(again.rules)]
  return before === after ? null : `it means something else\nbefore: ${before}\nafter: ${after}`
}

const MOMENTS = [-1, 0, 1_767_222_000_000, 1_772_440_000_000, 1_775_339_999_999, 8.64e15, Number.NaN]
const QUANTITIES = [0, 1, 61_000, 3_600_000, 31_622_400_000, 2 ** 52, -1, 0.5]
const VALUES = [null, 0, 9_990_000, Number.MAX_SAFE_INTEGER, -1, 0.5]
const NUMBERS = ['61293334444', '', '1', '611800123456', 'constructor', '6'.repeat(40)]

/** Ordinary, extreme and impossible events through every tariff. */
function rateSomething(rules: RuleSet): void {
  const versions = [...rules.tariffs.values()].flat()
  versions.forEach((version, index) => {
    for (let times = 0; times < MOMENTS.length * 2; times++) {
      const event: RatingEvent = {
        startedAt: MOMENTS[times % MOMENTS.length] ?? 0,
        quantity: QUANTITIES[(times * 3 + index) % QUANTITIES.length] ?? 0,
        to: NUMBERS[(times + index) % NUMBERS.length] ?? '',
        from: NUMBERS[(times * 2 + index) % NUMBERS.length] ?? '',
        value: VALUES[(times + index) % VALUES.length] ?? null
      }
      const outcome = version.rate(event)
      if (!outcome.ok) continue
      if (!Number.isSafeInteger(outcome.amount)) throw new Error(`the amount is ${outcome.amount}`)
      version.explain(event, outcome, rules.version)
    }
  })
}
