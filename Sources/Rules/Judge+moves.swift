internal import Model

/// On which port of what it hangs on a host was seen last.
struct Moves: Sendable, Hashable, Codable {
    var last: Attachment?
    /// When another port was told last.
    var told: Timestamp?

    /// Tables of addresses may show a host at one port and then at another: it is told once in this time.
    private static let calm = Duration.seconds(3600)

    /// Takes where it was seen.
    ///
    /// - Returns: Where it was before, if it is worth telling.
    mutating func see(_ attachment: Attachment, now: Timestamp) -> Attachment? {
        let before = last
        guard before != attachment else { return nil }
        last = attachment
        guard let before, told.map({ now < $0 || now - $0 >= Moves.calm }) ?? true else { return nil }
        told = now
        return before
    }
}

extension Judge {
    /// Tells that a host hangs on another port. Only of hosts with parents in the configuration: of others it is worked out
    /// from what their neighbours said so far, and changes while these are asked one after the other.
    mutating func noteMove(of place: Int, to attachment: Attachment?, now: Timestamp, into outcome: inout Outcome) {
        let parents = watched[place].host.parents
        guard let attachment, !attachment.port.isEmpty, parents.contains(attachment.host),
            let before = watched[place].moves.see(attachment, now: now), parents.contains(before.host)
        else { return }
        tell(.moved(from: before, to: attachment), of: place, now: now, into: &outcome)
    }
}
