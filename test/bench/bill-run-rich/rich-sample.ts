// Accounts with five subscriptions, features, discounts and taxes: invoices of some forty lines.
import { OPERATOR, type Sample } from '../bill-run/bill-run-sample.ts'

export const RICH_RULES = `${OPERATOR}

tax gst "GST" { rate 10% }

feature voicemail "Voicemail" {
  rent 2.00 per month in advance, prorated by day
}

feature roaming "Roaming" {
  charge 1.00 each day it is on
}

plan mobile "Mobile" {
  rent 20.00 per month in advance, prorated by day
  tariff calls
  include 10 min of voice to national
}

plan office "Office" {
  rent 35.00 per month in advance, prorated by day
  tariff calls
  discount loyal "Loyalty" 10% off, of rent
  discount welcome "Welcome" takes 5.00 off per cycle, first 3 cycles
}
`

/** The first two subscriptions have one feature since the beginning, and another for ten days. */
const FEATURES = `insert into account_fact (tenant, account, id, kind, effective, known, subscription, details)
  select 'main', s.account, gen_random_uuid(), f.kind, f.effective, f.effective, s.id, jsonb_build_object('feature', f.feature)
  from subscription s, (values ('feature-on', date '2026-02-01', 'voicemail'), ('feature-on', date '2026-02-05', 'roaming'),
    ('feature-off', date '2026-02-15', 'roaming')) as f (kind, effective, feature)
  where s.label ~ '^[12]-'`

export const RICH: Sample = { plans: ['mobile', 'office', 'mobile', 'office', 'mobile'], uses: 4, facts: FEATURES }
