// Who wants to know what is written, as it is written? At most one observer a world; it belongs to no saved or forked world.
import type { JournalEntry } from '../model/changes.ts'

export interface Observer {
  /** An entry has just entered the journal and its table: the world is as it was right then. */
  wrote(entry: JournalEntry): void
  /** The event or command has been carried out completely: whatever is asked of the world now is in order. */
  carriedOut(): void
  /** The instant, or a command outside of any, is over. @throws what somebody who was told had to say */
  finished(): void
}
