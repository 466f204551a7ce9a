// What a statement's `lower` is given and what it gives back.
import type { BaseUnit, RuleRef, SourcePlace } from '@farthing/billing-core/values'
import type { Application, DayTimes } from './application.ts'
import type { Diagnostic, DiagnosticCode } from '../diagnostics/diagnostic.ts'
import type { Match, Span } from './match.ts'
import type { UnitWords } from './slot.ts'
import type { DaySet, MoneyLiteral, WeekHours } from './slot-value.ts'

/** The value must survive structured cloning; it is handed to the plugin's charge types unchanged. */
export type LowerResult =
  /** `applies`: when the statement is an exception that must not meet another one of its plan. */
  /** `proven`: samples in it were read as they say, so that no example has to touch it. */
  /** `ofNew`: errors of texts that are not published yet; what was published keeps its value (`docs/decisions/0198-a-later-check-is-for-later-texts.md`). */
  /** `warnings`: what holds and is a slip all the same. */
  /** `alone`: what no other statement that a subscription may have beside it says too, as a phrase: 'when data runs out'. */
  | {
      readonly ok: true
      readonly value: unknown
      readonly applies?: Application
      readonly alone?: string
      readonly proven?: boolean
      readonly ofNew?: readonly Diagnostic[]
      readonly warnings?: readonly Diagnostic[]
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** The world as a statement may see it while it is lowered. */
export interface LowerContext {
  /** The operator's declared currency. */
  readonly currency: string
  /** IANA zone of the operator. */
  readonly zone: string
  /** The words that may follow a number, those that the rules declare among them. */
  readonly units: UnitWords
  /** The name under which explanations cite this statement: 'plan mobile-40 > rent'. */
  readonly rule: RuleRef
  /** The amount in the operator's currency; the checker has already refused foreign money. */
  micro(money: MoneyLiteral): bigint
  /** An error at a part of this statement: `context.error(match, match.slotSpan('amount'), 'a bond of nothing holds nothing')`. */
  /** Of a cell, which may stand in a CSV file: `context.error(cell, cell, '...')`. `code` is one of the statement's `errors`. */
  error(match: Pick<Match, 'source'>, span: Span, message: string, more?: RefusalDetails): Diagnostic
  /** The same as a warning, for the `warnings` of what is lowered. */
  warning(match: Pick<Match, 'source'>, span: Span, message: string, more?: RefusalDetails): Diagnostic
  /** Where a name was declared, or undefined: `context.declared('tariff', 'voice-standard')`. */
  declared(kind: string, name: string): SourcePlace | undefined
  /** The service that a tariff is for; undefined when there is no such tariff or it is not in order. */
  serviceOf(tariff: string): string | undefined
  /** What the statement stands in; null in a file by itself. */
  readonly within: 'plan' | 'feature' | null
  /** The statements before this one in the same block. */
  readonly before: readonly Match[]
  /** All statements of the same block, this one among them; none in a file by itself. Null: one of them is not in order. */
  readonly beside: readonly Match[] | null
  /** Types of the charges that are booked in a category: 'usage' of the name of a service; none of what no rule declares. */
  typesIn(category: string): readonly string[]
  /** How the tariffs for a service measure it; undefined when none does. */
  unitOf(service: string): BaseUnit | undefined
  /** What the tariffs of this plan count in; of a feature, which any plan may have, and in a file by itself all tariffs. Null: one of them is not in order. */
  readonly countedIn: ReadonlySet<BaseUnit> | null
  /** Hours with the calendars that they speak of; null when they speak of holidays, and the operator names no calendar. */
  dayTimes(hours: WeekHours | null, except: DaySet | null): DayTimes | null
}

/** The statements of one kind in all files may be judged together: `context.error(match, span, '...')`. */
export interface TogetherContext extends Pick<LowerContext, 'error'> {
  /** The same of what an earlier release took: of texts that are not published yet (`docs/decisions/0198-a-later-check-is-for-later-texts.md`). */
  readonly errorOfNew: LowerContext['error']
  /** Where the versions of a plan stand among those that customers change to; none of a plan that there is not. */
  placesOf(plan: string): readonly { readonly family: string | null; readonly level: number | null }[]
}

/** What a refusal may say beside its message. */
export interface RefusalDetails {
  readonly code?: DiagnosticCode
  /** The known word nearest to what was written. */
  readonly nearest?: string | undefined
  /** What could have stood there, in words. */
  readonly expected?: readonly string[]
}
