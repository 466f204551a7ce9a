/** The status that stands for each reason for which nothing is charged. */
export const CHARGING_REFUSED = {
  'no-rules-published': 409,
  'unknown-subscriber': [404, 'subscriber'],
  'not-chargeable': 422,
  'service-barred': 403,
  'insufficient-balance': 409,
  'unknown-session': 404,
  'session-closed': 409,
  'idempotency-key-reused': 422
} as const
