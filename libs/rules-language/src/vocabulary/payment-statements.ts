// `pay` and `rate`: how a customer of a plan pays for what is used, and when that is priced.
import { defineStatement } from '../signature/signature.ts'
import { paymentAtWork, ratingAtWork } from './payments-at-work.ts'

export const payStatement = defineStatement({
  id: 'kernel.pay',
  in: ['plan'],
  pattern: 'pay (prepaid | hybrid | on the bill) [up to <limit> per cycle]',
  slots: {
    limit: {
      kind: 'money',
      optional: true,
      doc: 'the credit: what is charged as it happens may leave to the bill in a cycle at most'
    }
  },
  doc: 'How what is charged while it happens is paid. Prepaid: out of pockets, those of the unit that is used before those of money, and nothing is granted beyond them; so it is when a plan says nothing. Hybrid: out of pockets first, and the rest is on the bill. On the bill: pockets are left alone. The credit is that of one subscription, in the billing cycle in which a use begins; what is granted and not yet used counts. It is about what is charged while it happens alone: usage that comes in files or as events is on the bill beside it, and takes none of it, as rent and items do; a policy with spend(...) counts all usage. Without a credit, the bill takes any amount. What pockets pay, and what counts against the credit, is the price with its taxes.',
  example: 'pay hybrid up to 50.00 per cycle',
  worked: paymentAtWork
})

export const rateStatement = defineStatement({
  id: 'kernel.rate',
  in: ['plan'],
  pattern: 'rate (on arrival | at billing | in real time) [, corrected by itself up to <limit>]',
  slots: {
    limit: { kind: 'money', optional: true, doc: 'how far prices may move in one correction that nobody looks at' }
  },
  doc: "When usage is priced. On arrival: by the prices of the day on which it begins, as it arrives or while it happens; so it is when a plan says nothing. At billing: by the prices of the last day of its billing cycle, so that a price that begins within a cycle is that of the whole cycle; such usage is not charged while it happens. In real time: as on arrival, and when a price, a plan or a subscription is changed for days that are over, the usage that it touches is found without being asked for, and a re-rating proposed. It is applied by a person; or by itself, where the movements of the prices of the plan's usage come to no more than a limit, whichever way they go.",
  example: 'rate in real time, corrected by itself up to 200.00',
  worked: ratingAtWork
})
