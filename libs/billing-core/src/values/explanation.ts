// Why an amount is what it is: strings only, so that it survives JSON and outlives the code that made it.

/** A place in a rule file; line and column count from 1. */
export interface SourcePlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** The rule that decided: 'plan mobile-40 > rent', 'tariff voice-standard > national x peak', and where it stands. */
export interface RuleRef extends SourcePlace {
  readonly rule: string
}

/** The fixed order of computation. */
export const STEP_NAMES = [
  'quantity',
  'increments',
  'bands',
  'allowance',
  'tiers',
  'setup',
  'minimum',
  'maximum',
  'discount',
  'proration',
  'rounding',
  'tax',
  'prepaid',
  'amount'
] as const

export type StepName = (typeof STEP_NAMES)[number]

/** One step of a computation: 'billed in 60s / 30s' -> '90 s'. */
export interface Step {
  readonly step: StepName
  readonly detail: string
  readonly result: string
  /** What a customer reads of it, as a phrase: '17 of 31 days'; left out where it says nothing to them. See `lineReason`. */
  readonly said?: string
  /** The rule that decided this step, where it is another than the explanation's, or one of several. */
  readonly rule?: RuleRef
}

export interface Explanation {
  readonly rule: RuleRef
  /** The published version of the rules: 'sha256:...'. */
  readonly version: string
  readonly inputs: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
  /** The exact amount with 6 decimals. */
  readonly amount: string
  readonly currency: string
}

const FACT = 'fact '

/** Where no rule but a person's word decided: the fact of that id. */
export function factPlace(id: string): SourcePlace {
  return { file: `${FACT}${id}`, line: 1, column: 1 }
}

export function isFactPlace({ file }: SourcePlace): boolean {
  return file.startsWith(FACT)
}

/** 'mobile.farthing:12:3', as a terminal or an editor can open it; 'fact ...' where no rule decided. */
export function formatPlace(place: SourcePlace): string {
  if (isFactPlace(place)) return place.file
  return `${place.file}:${place.line}:${place.column}`
}
