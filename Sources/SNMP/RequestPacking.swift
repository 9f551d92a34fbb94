/// What one binding takes in a message, by estimate.
public struct ExpectedBinding: Hashable, Sendable {
    /// Content octets of the name.
    public var nameOctets: Int
    /// Content octets of the value: up to 9 for a number, the length of a string.
    public var valueOctets: Int

    public init(nameOctets: Int, valueOctets: Int) {
        self.nameOctets = nameOctets
        self.valueOctets = valueOctets
    }

    /// In a request, where the value is NULL.
    public var requestOctets: Int { ExpectedBinding.element(ExpectedBinding.element(nameOctets) + 2) }

    /// In a response.
    public var responseOctets: Int {
        ExpectedBinding.element(ExpectedBinding.element(nameOctets) + ExpectedBinding.element(valueOctets))
    }

    /// Contents with their tag and length.
    private static func element(_ content: Int) -> Int {
        content + (content < 0x80 ? 2 : content < 0x100 ? 3 : 4)
    }
}

/// Splits what is to be asked into requests.
public struct RequestPacking: Hashable, Sendable {
    public var maximumBindings: Int
    public var maximumRequestOctets: Int
    public var maximumResponseOctets: Int
    /// Octets of a message beside its bindings: about 30, and the community.
    public var overhead: Int

    public init(maximumBindings: Int, maximumRequestOctets: Int, maximumResponseOctets: Int, overhead: Int) {
        self.maximumBindings = maximumBindings
        self.maximumRequestOctets = maximumRequestOctets
        self.maximumResponseOctets = maximumResponseOctets
        self.overhead = overhead
    }

    /// By what has been learnt about a host; a request may be as long as its response.
    public init(_ sizing: RequestSizing, overhead: Int) {
        self.init(
            maximumBindings: sizing.maximumBindings, maximumRequestOctets: sizing.maximumResponseOctets,
            maximumResponseOctets: sizing.maximumResponseOctets, overhead: overhead)
    }

    /// By what has been learnt about a host that speaks SNMPv1 or v2c.
    public init(_ sizing: RequestSizing, communityOctets: Int) {
        self.init(sizing, overhead: RequestPacking.emptyMessageOctets + communityOctets)
    }

    /// The bindings of each request, in their order. A binding that is too big by itself is asked alone.
    public func requests(_ bindings: [ExpectedBinding]) -> [Range<Int>] {
        var requests: [Range<Int>] = []
        var start = 0
        var (request, response) = (overhead, overhead)
        for (position, binding) in bindings.enumerated() {
            let isFull =
                position - start >= max(1, maximumBindings)
                || request + binding.requestOctets > maximumRequestOctets
                || response + binding.responseOctets > maximumResponseOctets
            if isFull, position > start {
                requests.append(start..<position)
                start = position
                (request, response) = (overhead, overhead)
            }
            request += binding.requestOctets
            response += binding.responseOctets
        }
        if start < bindings.count { requests.append(start..<bindings.count) }
        return requests
    }

    /// How big the answer to a request for these bindings is, for ``RequestSizing``.
    ///
    /// - Parameter repetitions: How often each comes.
    public func size(of bindings: ArraySlice<ExpectedBinding>, repetitions: Int = 1) -> RequestSize {
        var octets = 0
        for binding in bindings { octets += binding.responseOctets }
        return RequestSize(bindings: bindings.count * repetitions, responseOctets: overhead + octets * repetitions)
    }

    /// Tags, lengths and numbers of a message without community and bindings, where all lengths need three octets.
    private static let emptyMessageOctets = 31
}
