/// Values of which many hosts have the same: forty switches of one kind are asked the same questions. Each is kept once,
/// so it takes the memory of one, and is still in the processor's cache when the next host's turn comes.
struct SharedValues<Value: Hashable> {
    private var known: Set<Value> = []

    /// Beyond this it begins anew: what is shared stays shared, what nobody has any more is let go.
    private static var limit: Int { 512 }

    /// The value itself, or the equal one that others have already.
    mutating func shared(_ value: Value) -> Value {
        if known.count >= Self.limit { known.removeAll() }
        return known.insert(value).memberAfterInsert
    }
}

/// What hosts of one kind have in common, by what it is. Belongs to one owner.
final class HostKinds {
    private var requests = SharedValues<[PreparedRequest]>()
    private var cells = SharedValues<[ReadingPlan.Cell]>()
    private var decodings = SharedValues<[Decoding]>()

    func shared(_ value: [PreparedRequest]) -> [PreparedRequest] { requests.shared(value) }
    func shared(_ value: [ReadingPlan.Cell]) -> [ReadingPlan.Cell] { cells.shared(value) }
    func shared(_ value: [Decoding]) -> [Decoding] { decodings.shared(value) }
}
