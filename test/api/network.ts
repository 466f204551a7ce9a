// What a network asks of charging, in the shape of 3GPP's Nchf.

export const NCHF = '/nchf-convergedcharging/v3/chargingdata'

/** Opens a session: a call to `called` that wants so many seconds. */
export const opening = (subscriberIdentifier: string, time: number, called = 'tel:+61298765432') => ({
  subscriberIdentifier,
  invocationSequenceNumber: 0,
  iMSChargingInformation: { calledPartyAddress: called },
  multipleUnitUsage: [{ ratingGroup: 1, requestedUnit: { time } }]
})
