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

export interface EngineTest {
  readonly fact: string
  readonly params: { readonly arguments: readonly string[] }
  readonly operator: EngineOperator
  /** '50000000', 'P30D', '2026-12-24', 'mobile-20'; or a share of another fact. */
  readonly value: string | EngineShare
  /** As written: for explanations. */
  readonly name: string
}

/** `80% of included`: the engine looks the other fact up. `percent` in millionths of a percent. */
export interface EngineShare {
  readonly fact: string
  readonly params: { readonly arguments: readonly string[]; readonly percent: string }
}
