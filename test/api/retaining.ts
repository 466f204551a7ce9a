// Subscribers who ask to leave, for specs of the retention desk.
import { RetentionService } from '@farthing/kernel'
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'

export const plans = `plan surf "Surf" { from 2025-01-01; rent 40.00 per month, prorated by day }
plan small "Small" { from 2025-01-01; rent 20.00 per month, prorated by day }
feature line "Line" { from 2025-01-01; rent 5.00 per month }
discount half "Half price" 50% off, of rent, first 3 cycles
item phone "Phone" 100.00
`
export const rules = `${plans}
forbid terminate "We would like to keep you" as keep {
  goes to retention, carried out after 14 days
  offer "Ten for staying": credit 10.00 "Thank you for staying"
  offer "A quarter at half price": grant discount half
  offer "A phone": buy phone at 0.00
}
forbid change to small when plan is surf "Stay where you are" { goes to retention }
`
export const api = await openApi({ now: '2026-03-10T00:00:00Z' })
export const { inside } = api
export const desk = api.app.get(RetentionService)
let next = 0

export async function subscriber(plan = 'surf') {
  const held = await customer(inside, { identities: [`614000400${10 + next++}`], plan })
  const ask = (what = 'terminate', body: object = {}) => api.post(`/subscriptions/${held.subscription}/${what}`, body)
  const asked = async (body: object = {}): Promise<string> => (await ask('terminate', body)).body.retention
  const state = async () => (await api.get(`/subscriptions/${held.subscription}`)).body
  return { ...held, ask, asked, state }
}
export function publish(text: string) {
  api.clock.advance({ seconds: 1 })
  return publishRules(inside, sampleRules(text))
}
export const request = async (id: string) => (await api.get(`/retention/${id}`)).body
export const decide = (id: string, how: string, body: object = {}) =>
  api.post(`/retention/${id}/${how}`, { by: 'Bea', ...body })
