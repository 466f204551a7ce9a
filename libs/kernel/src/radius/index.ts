export { readClients } from './radius-clients.ts'
export { type PacketOutcome, RadiusListener } from './radius-listener.ts'
export { RadiusModule } from './radius.module.ts'
