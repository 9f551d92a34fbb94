public import Model

/// A device that answered a search.
public struct FoundHost: Sendable {
    public var endpoint: Endpoint
    /// The name of the credential that it answers to; `nil`: one that the configuration has no name for.
    public var credential: String?
    public var facts: HostFacts
    public var surroundings: Surroundings
    public var ports: Int

    public init(
        endpoint: Endpoint, credential: String?, facts: HostFacts, surroundings: Surroundings = Surroundings(),
        ports: Int = 0
    ) {
        self.endpoint = endpoint
        self.credential = credential
        self.facts = facts
        self.surroundings = surroundings
        self.ports = ports
    }
}

extension HostFacts {
    /// Whether both tell of one device: one of its addresses in the network, or its serial number, or its SNMPv3 engine.
    ///
    /// None of these is unique by itself everywhere: virtual addresses move between routers, cheap devices have serial numbers
    /// like `1`, images of machines were copied with their engine.
    func isSameDevice(as other: HostFacts) -> Bool {
        if let serial, HostFacts.isSerial(serial), let theirs = other.serial, let model, let theirModel = other.model {
            return serial == theirs && model == theirModel
        }
        let own = Set(macs ?? []).filter { !$0.isVirtualRouter }
        if !own.isEmpty, let theirs = other.macs, !theirs.isEmpty { return !own.isDisjoint(with: theirs) }
        guard let engineID, engineID == other.engineID, systemObjectID == other.systemObjectID else { return false }
        return systemName != nil && systemName == other.systemName
    }
}

extension HostFacts {
    /// Whether a serial number can be one: makers who give none fill in something.
    private static func isSerial(_ text: String) -> Bool {
        let word = text.lowercased()
        return word.count >= 5 && Set(word).count > 2 && word.contains(where: \.isNumber)
            && !["123456789", "o.e.m", "serial"].contains { word.contains($0) }
    }
}

extension MACAddress {
    /// Of VRRP (RFC 9568 §7.3) or HSRP: several routers have it by turns.
    fileprivate var isVirtualRouter: Bool {
        number >> 16 == 0x00_005e_0001 || number >> 8 == 0x00_0000_0c07_ac || number >> 16 == 0x0000_0c9f
    }
}
