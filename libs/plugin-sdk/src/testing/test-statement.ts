// A plugin's statement, written in a plan and compiled by the real language.
import { compileRules, type RuleSet } from '@farthing/rules-language'
import type { Plugin } from '../plugin.ts'

const operator = `
operator "Test" {
  currency AUD
  time zone "UTC"
  round half up to 0.01
  suspensions holiday, debt, loss
}
`

export type TestedStatement =
  | { readonly ok: true; readonly values: readonly unknown[] }
  /** 'R0101 there is no word "rant" here, line 9' */
  | { readonly ok: false; readonly errors: readonly string[] }

/**
 * The values that `lower` made of the statements in `text`, in the order written, or every error in them. `beside`: what
 * else the rules hold, such as a tariff that the statement names.
 */
export function testStatement(plugin: Plugin, text: string, beside = ''): TestedStatement {
  const tested = compiled(plugin, `${beside}\nplan test "Test" {\n${text}\n}\n`)
  if (!tested.ok) return tested
  const [plan] = tested.rules.plans.get('test') ?? []
  return { ok: true, values: plan?.rules.map(({ value }) => value) ?? [] }
}

/** The same of statements in a feature. */
export function testFeature(plugin: Plugin, text: string): TestedStatement {
  const tested = compiled(plugin, `feature test "Test" {\n${text}\n}\n`)
  if (!tested.ok) return tested
  const [feature] = tested.rules.features.get('test') ?? []
  return { ok: true, values: feature?.rules.map(({ value }) => value) ?? [] }
}

/** The same of statements that stand in a file by themselves; `text` is the file, beside the operator. */
export function testFile(plugin: Plugin, text: string): TestedStatement {
  const tested = compiled(plugin, text)
  return tested.ok ? { ok: true, values: tested.rules.statements.map(({ value }) => value) } : tested
}

type Compiled = { readonly ok: true; readonly rules: RuleSet } | Extract<TestedStatement, { ok: false }>

function compiled(plugin: Plugin, text: string): Compiled {
  const signatures = plugin.contributes.statements ?? []
  const result = compileRules({ files: new Map([['test.farthing', operator + text]]), signatures })
  if (result.ok) return result
  const errors = result.diagnostics.filter(({ severity }) => severity === 'error')
  return { ok: false, errors: errors.map(({ code, message }) => `${code} ${message}`) }
}

/** The value of the one statement in `text`; its errors are thrown. `testInput({ plans: [{ value: valueOf(...) }], ... })` */
export function valueOf(plugin: Plugin, text: string, beside = ''): unknown {
  const tested = testStatement(plugin, text, beside)
  if (!tested.ok) throw new Error(`${text}: ${tested.errors.join('; ')}`)
  return tested.values[0]
}
