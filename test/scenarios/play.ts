// Plays a story and shows its invoices as tables that a billing person can check on paper.
import { loadPlugins } from '@farthing/kernel/plugin-host'
import { installationOf, type Registry } from '@farthing/plugin-sdk'
import { compileRules, renderDiagnostic } from '@farthing/rules-language'
import type { RuleSet } from '@farthing/rules-language'
import { renderLifeProblem, simulateLife } from '@farthing/simulator'
import type { LifeResult } from '@farthing/simulator'
import { coastal } from './coastal.ts'

export interface Story {
  readonly billDay?: number
  readonly zone?: string
  readonly facts: readonly object[]
  /** The operator's text; `coastal` when left out. */
  readonly rules?: string
  /** Further rule sets by name, each a change of the operator's text. */
  readonly ruleSets?: Readonly<Record<string, (text: string) => string>>
}

/** One registry for all stories of a spec file. */
let plugins: Promise<Registry> | undefined

export function allPlugins(): Promise<Registry> {
  plugins ??= loadAll()
  return plugins
}

async function loadAll(): Promise<Registry> {
  const loaded = await loadPlugins()
  if (!loaded.ok) throw new Error(loaded.problems.map(({ file, cause, fix }) => `${file}: ${cause}; ${fix}`).join('\n'))
  return loaded.registry
}

/** By text: a story that is played again, day after day, compiles its rules once. */
const compiled = new WeakMap<Registry, Map<string, RuleSet>>()

/** Rules from one text; what is wrong with them fails the test with its diagnostics. */
export function rulesOf(text: string, registry: Registry): RuleSet {
  const known = compiled.getOrInsertComputed(registry, () => new Map())
  return known.getOrInsertComputed(text, () => compile(text, registry))
}

function compile(text: string, registry: Registry): RuleSet {
  const result = compileRules({ ...installationOf(registry), files: new Map([['coastal.farthing', text]]) })
  if (result.ok) return result.rules
  throw new Error(
    result.diagnostics.map(diagnostic => renderDiagnostic(diagnostic, text, { colour: false })).join('\n')
  )
}

export async function play({ facts, rules = coastal, ruleSets = {}, ...account }: Story): Promise<LifeResult> {
  const registry = await allPlugins()
  const played = await simulateLife(
    { account, facts },
    {
      rules: rulesOf(rules, registry),
      ruleSets: new Map(Object.entries(ruleSets).map(([name, change]) => [name, rulesOf(change(rules), registry)]))
    },
    registry
  )
  if (!played.ok) throw new Error(played.problems.map(renderLifeProblem).join('\n'))
  return played.result
}

/** Per invoice its day, its lines, its taxes, and its total; blanks do not count. */
export function invoicesOf({ invoices }: LifeResult): string[] {
  return invoices.flatMap(invoice => [
    `bill of ${invoice.date}`,
    ...invoice.lines.map(({ amount, description, from, until }) => `${description} ${from}..${until} ${amount}`),
    ...invoice.taxes.map(({ amount, percent, taxable, title }) => `${title} ${percent}% of ${taxable} ${amount}`),
    `total ${invoice.total}`
  ])
}

/** A table as written in a test: one entry per line, blanks collapsed. */
export function table(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim().replaceAll(/\s+/g, ' '))
    .filter(line => line !== '')
}
