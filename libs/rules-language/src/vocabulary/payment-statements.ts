// `pay` and `rate`: how a customer of a plan pays for what is used, and when that is priced.
import { defineStatement } from '../signature/signature.ts'
import { paymentAtWork, ratingAtWork } from './payments-at-work.ts'

export const payStatement = defineStatement({
  id: 'kernel.pay',
  in: ['plan'],
  pattern:
    'pay (prepaid | hybrid | on the bill) [up to <limit> per cycle] [, at the end (terminate | redirect to <server> | restrict [to <filter>])]',
  slots: {
    limit: {
      kind: 'money',
      optional: true,
      doc: 'the credit: what is charged as it happens may leave to the bill in a cycle at most'
    },
    server: {
      kind: 'text',
      optional: true,
      doc: 'where the network leads whoever has used the last: a page where pockets are filled, such as "https://pay.example.com", or an IP address'
    },
    filter: {
      kind: 'text',
      optional: true,
      doc: 'the name by which the network knows what may still be used; left out, it goes by its own settings'
    }
  },
  doc: 'How what is charged while it happens is paid. Prepaid: out of pockets, those of the unit that is used before those of money, and nothing is granted beyond them; so it is when a plan says nothing. Hybrid: out of pockets first, and the rest is on the bill. On the bill: pockets are left alone. The credit is that of one subscription, in the billing cycle in which a use begins; what is granted and not yet used counts. It is about what is charged while it happens alone: usage that comes in files or as events is on the bill beside it, and takes none of it, as rent and items do; a policy with spend(...) counts all usage. Without a credit, the bill takes any amount. What pockets pay, and what counts against the credit, is the price with its taxes. At the end says what the network is to do when the last of what pockets and credit afford is used: end what goes on (so it is when a plan says nothing), lead the customer to a page, or let only some things through. It is told with the last that is granted, and holds for what begins under it; what is barred or suspended is ended in any case.',
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
