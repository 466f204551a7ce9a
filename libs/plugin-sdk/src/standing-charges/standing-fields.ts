// What is said when a standing charge is added, changed, ended.
import { withArticle } from '@farthing/rules-language'
import type { Deed } from '../deed.ts'

export const addFields = {
  charge: { kind: 'name', doc: 'which one of the rules' },
  name: {
    kind: 'name',
    optional: true,
    doc: 'what later deeds call it, when it has more than one; that of the charge when left out'
  },
  quantity: { kind: 'count', optional: true, doc: 'how many; one when left out' },
  price: { kind: 'money', optional: true, doc: 'of one for a full period; that of the rules when left out' },
  until: { kind: 'date', optional: true, doc: 'the first day without it, when that is known' }
} as const

export const changeFields = {
  charge: { kind: 'name', doc: 'its name, or the id of the deed that added it' },
  quantity: { kind: 'count', optional: true, doc: 'how many from now on; as before when left out' },
  price: { kind: 'money', optional: true, doc: 'of one for a full period from now on; as before when left out' }
} as const

export const endFields = { charge: changeFields.charge } as const

/** The three that make the life of a standing charge. */
export interface StandingDeeds {
  readonly add: Deed<typeof addFields>
  readonly change: Deed<typeof changeFields>
  readonly end: Deed<typeof endFields>
}

/** What tells two ways of standing charges apart. */
export interface StandingWords {
  /** Prefix of the statements' ids. */
  readonly plugin: string
  /** What its statement begins with, and its deeds are said by: 'standard charge'. */
  readonly words: string
  /** Code of its charge type, its category unless a statement names one, and the end of the deeds' names. */
  readonly code: string
  readonly to: 'account' | 'subscription'
}

/** 'An account charge', at the beginning of a sentence. */
export function atStart(words: string): string {
  return `A${withArticle(words).slice(1)}`
}
