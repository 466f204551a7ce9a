// Closed accounts of which nothing was told and nothing charged for long: their bills come to nothing, and one a year is enough.

/** Days: longer than any cycle of a charge that goes on to its end behind a closed account. */
const QUIET = 400
/** Days: less than a year of bill days, and more than eleven months of them. */
const REST = 350

const TOLD = `exists (select from account_fact f where f.tenant = a.tenant and f.account = a.id
  and (f.known > c.known_at - interval '${QUIET} days' or f.effective >= c.bill_date))`
const CHARGED = `exists (select from invoice i where i.tenant = a.tenant and i.account = a.id
  and i.bill_date > c.bill_date - ${QUIET} and i.cancelled_at is null and not i.at_once)`
/** For days that it is billed for: it may have to get something back. */
const PRICED_ANEW = `exists (select from rules_publication p where p.tenant = a.tenant
  and p.published_at > c.known_at and (p.valid_from is null or p.valid_from <= c.bill_date))`
/** Their lines may stand on its invoice. */
const ABOVE_OTHERS = 'exists (select from account_parent p where p.tenant = a.tenant and p.parent = a.id)'

/** SQL on account `a`, its cursor `c` and the day that is `due`; null of one without a bill. */
export const RESTS = `a.status = 'closed' and c.bill_date > due.bill_date - ${REST} and c.dirty_from is null and c.carried is null
  and not ${TOLD} and not ${CHARGED} and not ${PRICED_ANEW} and not ${ABOVE_OTHERS}`
