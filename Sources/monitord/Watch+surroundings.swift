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
        let attachments = surroundings.attachments(in: loaded.configuration.fleet)
        keep(attachments)
        note(judge.attach(attachments, now: now), now: now)
        note(judge.take(change.news, now: now), now: now)
    }

    /// Has stored with the facts of hosts on which ports they hang, for who judges history anew.
    private func keep(_ next: [Host.Name: Attachment]) {
        let changed = next.filter { attachments[$0.key] != $0.value }
        attachments = next
        guard !changed.isEmpty else { return }
        let facts = judge.facts
        for (host, attachment) in changed.sorted(by: { $0.key < $1.key }) {
            var known = facts[host] ?? HostFacts()
            known.attachment = attachment
            batch.facts.append((host, known))
        }
    }
}
