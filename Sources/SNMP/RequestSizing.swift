public import Model

/// How much one host is asked at a time, learnt from what it did with earlier requests.
///
/// Two limits are learnt apart: bindings (agents with small tables inside) and octets of the response (agents with
/// small buffers, paths that drop fragments). A failure halves both, answers to full requests raise them again, up to
/// just below what has failed.
///
/// A lost datagram looks like a response that was too big. Therefore a limit is lowered only after all transmissions of a
/// request stayed unanswered and then a smaller one was answered; a host that answers none is silent, and everything
/// stays as it was.
public struct RequestSizing: Hashable, Sendable, Codable {
    private var bindingLimit: LearntLimit
    private var octetLimit: LearntLimit
    /// What was asked in vain, while nothing has been answered since.
    private var suspect: RequestSize?

    /// Starts with the most that a host is ever asked.
    /// - Parameters:
    ///   - bindings: 54 of interface counters fill an Ethernet frame.
    ///   - responseOctets: 1,472 is what an Ethernet frame holds behind IPv4 and UDP headers.
    public init(bindings: Int = 54, responseOctets: Int = 1_400) {
        bindingLimit = LearntLimit(ceiling: max(1, bindings))
        octetLimit = LearntLimit(ceiling: max(1, responseOctets))
    }

    /// Starts with what an earlier run has learnt.
    public init(bindings: Int = 54, responseOctets: Int = 1_400, learnt: Manners.Limits) {
        bindingLimit = LearntLimit(ceiling: max(1, bindings), learnt: learnt.bindings)
        octetLimit = LearntLimit(ceiling: max(1, responseOctets), learnt: learnt.octets)
    }

    /// What is worth keeping: limits below those it starts with.
    public var learnt: Manners.Limits {
        Manners.Limits(bindings: bindingLimit.learnt, octets: octetLimit.learnt)
    }

    /// Bindings that a response may have now; at least one.
    public var maximumBindings: Int { bindingLimit.current }

    /// Octets that a response may have now, by estimate. A single binding is asked even where it needs more.
    public var maximumResponseOctets: Int { octetLimit.current }

    /// Whether a request is not worth sending again as it is: it asks for more than is asked by now, or it is being found
    /// out whether its like is too big.
    public func isDoubtful(_ size: RequestSize) -> Bool {
        size.bindings > 1
            && (suspect != nil || size.bindings > maximumBindings || size.responseOctets > maximumResponseOctets)
    }

    /// A request was answered without an error about its size.
    ///
    /// - Parameter octets: Of the response itself. Only so many are known to come through: an estimate is an upper bound.
    public mutating func answered(_ size: RequestSize, octets: Int) {
        bindingLimit.raise(afterSuccess: size.bindings, proven: size.bindings)
        octetLimit.raise(afterSuccess: size.responseOctets, proven: octets)
        guard let suspect else { return }
        // An answer smaller than what stayed away does not acquit it.
        if size.bindings < suspect.bindings || size.responseOctets < suspect.responseOctets { lower(suspect) }
        self.suspect = nil
    }

    /// The agent said tooBig, or its answer was cut off.
    public mutating func wasTooBig(_ size: RequestSize) {
        lower(size)
        suspect = nil
    }

    /// All transmissions of a request stayed unanswered. A single binding is not too big: the host is silent, or it was chance.
    public mutating func stayedAway(_ size: RequestSize) {
        guard size.bindings > 1 else { return }
        suspect = suspect.map { RequestSize.smaller($0, size) } ?? size
    }

    /// The host answers nothing now: that says nothing about sizes.
    public mutating func fellSilent() {
        suspect = nil
    }

    private mutating func lower(_ size: RequestSize) {
        bindingLimit.lower(afterFailure: size.bindings)
        octetLimit.lower(afterFailure: size.responseOctets)
    }
}

/// How big a request was: what it asked for, and the octets its response was estimated to have.
public struct RequestSize: Hashable, Sendable, Codable {
    public var bindings: Int
    public var responseOctets: Int

    public init(bindings: Int, responseOctets: Int) {
        self.bindings = bindings
        self.responseOctets = responseOctets
    }

    /// Of what cannot be asked in smaller parts.
    public static let one = RequestSize(bindings: 1, responseOctets: 0)

    static func smaller(_ one: RequestSize, _ other: RequestSize) -> RequestSize {
        RequestSize(
            bindings: min(one.bindings, other.bindings),
            responseOctets: min(one.responseOctets, other.responseOctets))
    }
}

/// A number that is halved by failure and raised by success: additive increase, multiplicative decrease.
struct LearntLimit: Hashable, Sendable, Codable {
    private(set) var current: Int
    private let ceiling: Int
    /// The smallest number that has failed, and is stayed below.
    private var failed: Int?
    /// The largest number that went well below it.
    private var good = 0
    /// How often it seemed to fail. Once may be two datagrams lost by chance: it is soon tried again; what fails each time
    /// is tried less and less often.
    private var failures = 0
    /// Answers to requests of more than half the limit since it was last changed.
    private var fullAnswers = 0

    /// - Parameter learnt: What it was in an earlier run.
    init(ceiling: Int, learnt: Int? = nil) {
        self.ceiling = ceiling
        current = min(ceiling, max(1, learnt ?? ceiling))
        if current < ceiling {
            failed = current + 1
            failures = LearntLimit.mostFailures
        }
    }

    /// `nil` where no limit was met.
    var learnt: Int? { current < ceiling ? current : nil }

    mutating func lower(afterFailure size: Int) {
        let size = max(1, size)
        failed = min(failed ?? size, size)
        failures = min(failures + 1, LearntLimit.mostFailures)
        // Half of it, unless more is known to go well.
        if good >= size { good = 0 }
        current = max(1, min(current, max(good, size / 2)))
        fullAnswers = 0
    }

    /// - Parameters:
    ///   - size: What was reckoned with.
    ///   - proven: What it was.
    mutating func raise(afterSuccess size: Int, proven: Int) {
        // What was far below the limit says nothing about it.
        guard size > current / 2 else { return }
        if let failed, proven >= failed {
            self.failed = nil
            failures = 0
        }
        good = max(good, min(proven, current))
        fullAnswers += 1
        // Near to what failed there is little to win.
        let most = min(ceiling, failed.map { max(1, $0 - max(1, $0 / 16)) } ?? ceiling)
        if current < most {
            guard fullAnswers >= LearntLimit.answersToRaise else { return }
            current = min(most, current + max(1, current / 8))
            fullAnswers = 0
        } else if fullAnswers >= LearntLimit.answersToForget << failures, failed != nil {
            failed = nil
            fullAnswers = 0
        }
    }

    private static let answersToRaise = 8
    /// Doubled with each failure. With ten requests a minute it is from a quarter of an hour to a day.
    private static let answersToForget = 64
    private static let mostFailures = 8
}
