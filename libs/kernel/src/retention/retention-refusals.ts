// Why a request at the retention desk cannot be decided as somebody wants.
import type { Refusal } from '../http/index.ts'
import type { RetentionRequest } from './retention-book.ts'

export type RetentionRefusal = 'unknown-request' | 'request-decided' | 'subscription-ended'
export type OfferRefusal = RetentionRefusal | 'unknown-offer' | 'offer-refused' | 'not-possible'

export function unknownRequest(id: string): Refusal<'unknown-request'> {
  return { ok: false, reason: 'unknown-request', detail: `There is no request ${id} at the retention desk.` }
}

const WORDS = {
  accepted: 'The customer took an offer',
  'let-go': 'The customer was let go',
  'carried-out': 'It was carried out, for nobody had decided',
  withdrawn: 'It was withdrawn'
} as const

/** Undefined while it is open. */
export function decided({ decidedBy, decidedAt, status }: RetentionRequest): Refusal<'request-decided'> | undefined {
  if (status === 'open') return undefined
  const told = [decidedBy, decidedAt].filter(word => word !== null && word !== '').join(', ')
  return { ok: false, reason: 'request-decided', detail: `${WORDS[status]} (${told}).` }
}

export function unknownOffer({ offers }: RetentionRequest, offer: number): Refusal<'unknown-offer'> {
  const there = offers.map(({ title }, index) => `${index + 1} ${title}`).join(', ')
  const detail = `There is no offer ${offer} in it. ${there === '' ? 'There is none.' : `There are: ${there}.`}`
  return { ok: false, reason: 'unknown-offer', detail }
}

export function subscriptionEnded({ subscription }: RetentionRequest): Refusal<'subscription-ended'> {
  const detail = `Subscription ${subscription} has ended meanwhile: nobody is left to be kept. Withdraw the request.`
  return { ok: false, reason: 'subscription-ended', detail }
}
