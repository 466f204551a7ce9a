// A condition after its judgement: the form that json-rules-engine evaluates, as plain data. Amounts are texts of whole
// numbers, so that nothing exact ever passes through the engine's numbers.

export type EngineCondition =
  | { readonly all: readonly EngineCondition[] }
  | { readonly any: readonly EngineCondition[] }
  | { readonly not: EngineCondition }
  | EngineTest

/** What an operator compares: bigints, calendar lengths, dates or names, each as a text. */
export type EngineOperator =
  | 'amountOver'
  | 'amountAtLeast'
  | 'amountUnder'
  | 'amountAtMost'
  | 'amountIs'
  | 'ageOver'
  | 'ageAtLeast'
  | 'ageUnder'
  | 'ageAtMost'
  | 'dateOver'
  | 'dateAtLeast'
  | 'dateUnder'
  | 'dateAtMost'
  | 'dateIs'
  | 'nameIs'
  | 'nameIsNot'

/** Over whom a fact is added up. */
export type FactScope = 'account' | 'group'

/** Of what a fact is asked. */
export interface FactParams {
  readonly arguments: readonly string[]
  /** Counted over so many calendar days, of which today is the last; left out: over the billing cycle. */
  readonly days?: number
  /** Of all subscriptions of the account together, or of all members of a group; left out: of the subscription. */
  readonly of?: FactScope
}

export interface EngineTest {
  readonly fact: string
  readonly params: FactParams
  readonly operator: EngineOperator
  /** '50000000', 'P30D', '2026-12-24', 'mobile-20'; or a share of another fact. */
  readonly value: string | EngineShare
  /** As written: for explanations. */
  readonly name: string
}

/** `80% of included`: the engine looks the other fact up. `percent` in millionths of a percent. */
export interface EngineShare {
  readonly fact: string
  readonly params: FactParams & { readonly percent: string }
}

/** Everything that a condition asks, shares included. */
export function testsOf(condition: EngineCondition): readonly EngineTest[] {
  if ('not' in condition) return testsOf(condition.not)
  if ('fact' in condition) return [condition]
  return ('all' in condition ? condition.all : condition.any).flatMap(testsOf)
}

/** It asks something of an account, or of a group that it is in, and its notices go to the account once. */
export function asksOfAccount(condition: EngineCondition): boolean {
  return askedBy(condition).some(({ params }) => params.of !== undefined)
}

/** The facts that it may ask, and of what. */
export function askedBy(condition: EngineCondition): readonly { readonly fact: string; readonly params: FactParams }[] {
  return testsOf(condition).flatMap(test => (typeof test.value === 'string' ? [test] : [test, test.value]))
}
