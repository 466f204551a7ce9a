export { joinDataFolder, type JoinedServer, type JoinOptions } from './join-data-folder.ts'
export { waitForLock, type HeldLock } from './file-lock.ts'
export { isAlive, thisProcess, type ProcessIdentity } from './process-identity.ts'
export { refuseIfInUse } from './owner.ts'
