/// A place that callers name: Town hall, Day-care Kanerva.
public struct Site: Sendable, Hashable, Identifiable {
    public typealias Key = String

    /// The word under `sites:` in the configuration.
    public var id: Key
    public var name: String
    public var contact: String?
    public var lineOperator: LineOperator?
    /// As written: `Mon-Fri 6-18`.
    public var hours: String?
    /// When work on its hosts is planned, as written: `Sun 2-4`.
    public var maintenance: String?
    /// As written, in CIDR notation.
    public var subnets: [String]
    /// A pattern with `*`: hosts of that name belong here unless they say otherwise.
    public var names: String?
    /// Behind a slow or lossy line, and its hosts with it unless they say otherwise.
    public var isSlow: Bool
    /// How many bytes of SNMP a second may go to and from its hosts together; `nil`: as many as it takes.
    public var budget: Int?

    public init(
        id: Key, name: String, contact: String? = nil, lineOperator: LineOperator? = nil, hours: String? = nil,
        maintenance: String? = nil, subnets: [String] = [], names: String? = nil, isSlow: Bool = false,
        budget: Int? = nil
    ) {
        self.id = id
        self.name = name
        self.contact = contact
        self.lineOperator = lineOperator
        self.hours = hours
        self.maintenance = maintenance
        self.subnets = subnets
        self.names = names
        self.isSlow = isSlow
        self.budget = budget
    }

    /// Who runs the line to the site, and what to tell them on the phone. Also what the board carries of it.
    public struct LineOperator: Sendable, Hashable, Codable {
        public var name: String
        public var phone: String?
        public var circuit: String?

        public init(name: String, phone: String? = nil, circuit: String? = nil) {
            self.name = name
            self.phone = phone
            self.circuit = circuit
        }
    }
}

extension Site {
    /// Whether a host of that name and address belongs here if it says nothing else.
    public func fits(_ host: Host.Name, _ address: IPAddress) -> Bool {
        subnets.contains { Subnet($0)?.contains(address) ?? false } || names.map { NamePattern($0).fits(host) } ?? false
    }
}
