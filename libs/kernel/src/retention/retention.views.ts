// The shapes of the retention desk over HTTP.
import { formatPlace } from '@farthing/billing-core/values'
import { z } from 'zod'
import { GivenAccount, GivenDay, GivenNumber } from '../http/index.ts'
import { offerWords } from './offer-words.ts'
import type { RetentionRequest } from './retention-book.ts'

const Status = z.enum(['open', 'accepted', 'let-go', 'carried-out', 'withdrawn'])
const Action = z.enum(['change', 'feature on', 'feature off', 'suspend', 'resume', 'terminate'])
const by = z.string().trim().min(1).max(100).describe('Who says so.')
const why = z.string().trim().max(500).optional().describe('For who looks at it later.')

export const OfferAcceptedBody = z
  .strictObject({ offer: GivenNumber.describe('Its number in the request, from 1 on.'), by, why })
  .meta({ id: 'OfferAccepted' })

export const LetGoBody = z
  .strictObject({
    by,
    why,
    effective: GivenDay.optional().describe(
      'The first day on which it holds; when left out, as the customer asked, or today if that day has passed.'
    ),
    pending: z
      .enum(['replace', 'keep'])
      .optional()
      .describe('What becomes of a change of the same kind that is pending by now; needed when there is one.')
  })
  .meta({ id: 'LetGo' })

export const RetentionWithdrawalBody = z.strictObject({ by, why }).meta({ id: 'RetentionWithdrawal' })

export const RetentionQuery = z.strictObject({
  account: GivenAccount.optional(),
  subscription: z.uuid().optional(),
  status: Status.optional(),
  action: Action.optional().describe('What is asked for.'),
  closesBefore: GivenDay.optional().describe('Carried out by itself before this day, if nobody decides.'),
  before: z.uuid().optional().describe('`id` of the last one of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50)
})

const Value = z.union([z.string(), z.number(), z.boolean()])

export const RetentionView = z
  .object({
    id: z.string(),
    account: z.string(),
    accountNumber: z.string(),
    subscription: z.string(),
    identities: z.array(z.string()).describe('Its numbers on the day of asking.'),
    action: Action,
    target: z.string().nullable().describe('The plan, feature or kind of suspension that is asked for.'),
    asked: z.iso.date().describe('The day on which the customer asked.'),
    wished: z.iso.date().describe('The day that was asked for.'),
    reason: z.string().describe('What the customer was told.'),
    rule: z.string().describe('That sent it here, and where that stands.'),
    offers: z
      .array(
        z.object({
          number: z.int(),
          title: z.string(),
          does: z.string().describe('In words: credit 10.00 EUR.'),
          deed: z.string(),
          fields: z.record(z.string(), Value).describe('What is done when it is taken.')
        })
      )
      .describe('As the rules had them on the day of asking.'),
    closes: z.iso.date().nullable().describe('The day on which it is carried out if nobody decides; null: it waits.'),
    status: Status,
    openedAt: z.string(),
    offer: z.int().nullable().describe('Number of the offer that was taken.'),
    fact: z.string().nullable().describe('Of what that did.'),
    decidedBy: z.string().nullable().describe('Empty where nobody did.'),
    decidedAt: z.string().nullable(),
    why: z.string().nullable(),
    problem: z.string().nullable().describe('Why it could not be carried out when its day had come.')
  })
  .meta({ id: 'RetentionRequest' })
export type RetentionView = z.infer<typeof RetentionView>

export function retentionView(request: RetentionRequest): RetentionView {
  const {
    action,
    asked,
    change: _change,
    closes,
    currency,
    decidedAt,
    offers,
    openedAt,
    rule,
    target,
    wished,
    ...rest
  } = request
  return {
    ...rest,
    identities: [...rest.identities],
    action: action as RetentionView['action'],
    target: target === '' ? null : target,
    asked: asked.toString(),
    wished: wished.toString(),
    rule: `${rule.rule} (${formatPlace(rule)})`,
    offers: offers.map(({ at: _, ...offer }, index) => ({
      number: index + 1,
      does: offerWords(offer, currency),
      ...offer
    })),
    closes: closes?.toString() ?? null,
    openedAt: openedAt.toString(),
    decidedAt: decidedAt?.toString() ?? null
  }
}
