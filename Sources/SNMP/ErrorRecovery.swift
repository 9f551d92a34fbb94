/// What is left to do when a GET was answered by an error: an error costs the one name it is about, not its neighbours.
///
/// A name is whatever the caller keeps a list of: an OID, or a place in a plan.
public struct ErrorRecovery<Name: Hashable & Sendable>: Hashable, Sendable {
    /// What to ask next; each is a request of its own.
    public var again: [[Name]]
    /// The name that will give no value this time.
    public var lost: Name?

    /// - Parameters:
    ///   - names: what was asked, in its order.
    ///   - errorStatus: of the response; for 0 there is nothing to recover.
    ///   - errorIndex: of the response, from 1. If it points nowhere, as some agents have it, the request is halved
    ///     until the guilty name stands alone. tooBig points nowhere by its nature (RFC 3416 §4.2.1).
    public init(names: [Name], errorStatus: Int32, errorIndex: Int32) {
        again = []
        guard errorStatus != 0, !names.isEmpty else { return }
        let index = Int(errorIndex) - 1
        if names.count == 1 {
            lost = names[0]
        } else if errorStatus != ErrorStatus.tooBig.rawValue, names.indices.contains(index) {
            var remaining = names
            lost = remaining.remove(at: index)
            again = [remaining]
        } else {
            let middle = names.count / 2
            again = [Array(names[..<middle]), Array(names[middle...])]
        }
    }
}
