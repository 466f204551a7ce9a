// The values this package shares with billing-core, by the same shapes.
export type BaseUnit = 'second' | 'byte' | 'message' | 'event'

/** `micro`: millionths of the base unit. */
export interface Quantity {
  readonly micro: bigint
  readonly unit: BaseUnit
}

/** 1-based. */
export interface SourcePlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

export interface RuleRef extends SourcePlace {
  readonly rule: string
}
