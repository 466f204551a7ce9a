/** The status that stands for each reason for which nothing is charged. */
export const CHARGING_REFUSED = {
  'no-rules-published': 409,
  'unknown-subscriber': [404, 'subscriber'],
  'not-chargeable': 422,
  'service-barred': 403,
  'insufficient-balance': 409,
  'unknown-session': 404,
  'session-closed': 409,
  'newer-release': 503,
  'idempotency-key-reused': 422
} as const

/** The same where the request is that of the converged charging of 3GPP. */
export const CONVERGED_REFUSED = {
  ...CHARGING_REFUSED,
  'unknown-subscriber': [404, 'subscriberIdentifier']
} as const
