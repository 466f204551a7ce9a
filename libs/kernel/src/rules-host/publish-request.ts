// What is asked of publishing, and what it answers.
import type { Diagnostic, Gate } from '@farthing/rules-language'
import type { ExampleReport, ImpactReport } from '@farthing/simulator'
import type { AllowedEffects, EffectsRefusal } from './publishing-effects.ts'
import type { Publication } from './stored-rules.ts'

export interface PublishRequest extends AllowedEffects {
  /** Texts by path relative to the rules folder, the tables that they name included. */
  readonly files: ReadonlyMap<string, string>
  readonly author: string
  readonly message: string
  /** The first day on which they hold. Left out: since ever for the first rules, else today in the operator's zone. */
  readonly from?: Temporal.PlainDate | null
  /**
   * What the change may do to the bills of the last month, against the rules in force; the first rules pass all. Judged as
   * the rules are on their first day, and on each later day on which a version begins or ends; and over the first bills that
   * correct earlier ones by versions that reach back.
   */
  readonly gates?: readonly Gate[] | undefined
}

export interface Kept {
  readonly publication: Publication
  /** False when the same content already held from that day: nothing was changed. */
  readonly news: boolean
  /** Bills that are out, and that the next ones correct: those of `correctedFrom` or later; null: since ever. */
  readonly issuedBills: number
  readonly correctedFrom: Temporal.PlainDate | null
}

export type Published =
  | (Kept & { readonly ok: true; readonly examples: number })
  | { readonly ok: false; readonly reason: 'rules-refused'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly reason: 'examples-failed'; readonly failed: readonly ExampleReport[] }
  | { readonly ok: false; readonly reason: 'gates-failed'; readonly report: ImpactReport }
  /** Other rules came into force while the gates were judged. */
  | { readonly ok: false; readonly reason: 'overtaken'; readonly version: string }
  | EffectsRefusal
