import Config
import Logging
import Model
import Rules
import Store

extension Watch {
    /// Has hosts watched that appeared in tables of others, and leaves out those that were replaced.
    func followSurroundings(now: Timestamp) async {
        // Another configuration is on its way; this is looked at again after it.
        guard !isAdopting,
            let change = surroundings.look(
                current: loaded.configuration.fleet, facts: judge.facts, dead: judge.deadHosts, now: now)
        else { return }
        batch.members.append(contentsOf: change.entries)
        batch.forgottenMembers.append(contentsOf: change.forgotten)
        if let fleet = change.fleet {
            var next = loaded
            next.configuration.fleet = fleet
            do {
                try await adopt(next, now: now)
            } catch {
                surroundings.lookAgain()
                for mistake in error.mistakes { logger.error("\(mistake)") }
            }
        }
        note(judge.attach(surroundings.attachments(in: loaded.configuration.fleet), now: now), now: now)
        note(judge.take(change.news, now: now), now: now)
    }
}
