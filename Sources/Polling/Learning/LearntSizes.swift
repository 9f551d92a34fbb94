import Model
import SNMP

/// How much a host is asked at a time: apart for GETs and for walks, because agents that choke on GETBULK take packed GETs
/// all the same, and the other way round.
struct LearntSizes: Hashable {
    var get: RequestSizing
    var walk: RequestSizing

    init(_ manners: Manners = Manners()) {
        get = RequestSizing(learnt: manners.get)
        walk = RequestSizing(bindings: LearntSizes.walkBindings, learnt: manners.walk)
    }

    /// Walks are rare, and their strings longer than numbers.
    private static let walkBindings = 25

    /// What was not answered by the end of a visit was not for its size.
    mutating func visitEnded() {
        get.fellSilent()
        walk.fellSilent()
    }

    subscript(purpose: Question.Purpose) -> RequestSizing {
        get {
            if case .walk = purpose { walk } else { get }
        }
        set {
            if case .walk = purpose { walk = newValue } else { get = newValue }
        }
    }
}
