// What a plan or feature says that other products beside it may contradict.
import type { Application } from '../signature/application.ts'
import type { Spot } from '../vocabulary/declarations.ts'
import type { PlanDays } from './first-meeting.ts'

export interface PlacedApplication {
  readonly application: Application
  /** 'offer' */
  readonly word: string
  readonly spot: Spot
}

/** What nothing else that a subscription has at the same time may say. */
export interface SaidAlone {
  readonly phrase: string
  readonly spot: Spot
}

/** The exceptions of one version of a plan or feature. */
export interface AppliedProduct {
  readonly kind: 'plan' | 'feature'
  /** 'plan mobile-40' */
  readonly product: string
  readonly held: PlanDays
  readonly applications: readonly PlacedApplication[]
  readonly said: readonly SaidAlone[]
}
