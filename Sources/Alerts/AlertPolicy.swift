public import Model

/// Which turns of an incident people are told by mail at once: of red ones. Yellow is for the digest.
public struct AlertPolicy: Sendable {
    public init() {}

    /// The stages between two states of one incident, in their order.
    ///
    /// Whoever was told of a beginning is told of the end, also if the incident faded to yellow before it closed:
    /// what counts is the worst colour that it ever had.
    ///
    /// Of a new host nobody is told before its incident is unmuted, and not at all if it ends before.
    ///
    /// - Parameter old: As it was last given here, `nil` if it is new.
    public func stages(from old: Incident?, to new: Incident) -> [Stage] {
        guard new.isMuted != true else { return [] }
        let wasTold = old?.worst == .red && old?.isMuted != true
        guard wasTold || new.worst == .red else { return [] }
        var stages: [Stage] = []
        if !wasTold {
            stages.append(.began)
        } else if let old, old.status != .red, new.status == .red, new.closed == nil {
            stages.append(.worsened)
        }
        if new.closed != nil, old?.closed == nil { stages.append(.ended) }
        return stages
    }
}
