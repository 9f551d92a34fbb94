/// Whether an agent that should speak SNMPv2c is asked by SNMPv1 instead: some know nothing else, and are silent to what
/// they do not know.
///
/// Only an agent that has never answered is tried; and one that answered SNMPv1 is asked once more by v2c, because it may
/// just have been switched on.
struct VersionChoice: Hashable {
    private enum State: Hashable {
        case untried
        case tryingVersion1
        case confirming
        case version1(silences: Int)
        case configured
    }

    private var state: State

    /// - Parameter needsVersion1: It was learnt in an earlier run.
    init(needsVersion1: Bool = false) {
        state = needsVersion1 ? .version1(silences: 0) : .untried
    }

    /// How the next visit asks.
    var usesVersion1: Bool {
        switch state {
        case .tryingVersion1, .version1: true
        case .untried, .confirming, .configured: false
        }
    }

    /// What has been learnt for good.
    var needsVersion1: Bool {
        if case .version1 = state { true } else { false }
    }

    /// So many silent visits may mean that another device is there.
    private static let patience = 10

    /// A visit has ended.
    mutating func visitEnded(answered: Bool) {
        switch (state, answered) {
        case (.untried, true), (.confirming, true): state = .configured
        case (.untried, false): state = .tryingVersion1
        case (.tryingVersion1, true): state = .confirming
        case (.tryingVersion1, false): state = .untried
        case (.confirming, false): state = .version1(silences: 0)
        case (.version1, true): state = .version1(silences: 0)
        case (.version1(let silences), false):
            state = silences + 1 < VersionChoice.patience ? .version1(silences: silences + 1) : .untried
        case (.configured, _): break
        }
    }
}
