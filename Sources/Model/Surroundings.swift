/// What a host knows of others: who hangs on which of its ports, and what it manages. Read with its tables, not polled. Texts
/// as the devices gave them: escape before showing.
public struct Surroundings: Sendable, Hashable, Codable {
    public var neighbours: [Neighbour]
    /// Behind which port an address was seen last (dot1qTpFdbTable, dot1dTpFdbTable).
    public var forwarding: [MACAddress: String]
    public var members: [Member]

    public init(
        neighbours: [Neighbour] = [], forwarding: [MACAddress: String] = [:], members: [Member] = []
    ) {
        self.neighbours = neighbours
        self.forwarding = forwarding
        self.members = members
    }

    /// Who says by LLDP or CDP that it is at the other end of a port.
    public struct Neighbour: Sendable, Hashable, Codable {
        /// The port here.
        public var port: String
        public var name: String?
        public var mac: MACAddress?
        public var address: IPAddress?
        /// The port there.
        public var remotePort: String?

        public init(
            port: String, name: String? = nil, mac: MACAddress? = nil, address: IPAddress? = nil,
            remotePort: String? = nil
        ) {
            self.port = port
            self.name = name
            self.mac = mac
            self.address = address
            self.remotePort = remotePort
        }
    }

    /// Whether nothing is known.
    public var isEmpty: Bool { neighbours.isEmpty && forwarding.isEmpty && members.isEmpty }

    /// A host of its own that stands in a table of this one: an access point of a controller.
    public struct Member: Sendable, Hashable, Codable {
        /// The group of the table, `probe.group`, and the row's identity there.
        public var group: String
        public var identity: String
        public var name: String
        public var address: IPAddress?
        public var mac: MACAddress?
        public var serial: String?
        public var model: String?
        public var version: String?

        public init(
            group: String, identity: String, name: String, address: IPAddress? = nil, mac: MACAddress? = nil,
            serial: String? = nil, model: String? = nil, version: String? = nil
        ) {
            self.group = group
            self.identity = identity
            self.name = name
            self.address = address
            self.mac = mac
            self.serial = serial
            self.model = model
            self.version = version
        }
    }
}

/// The port of another host that a host hangs on.
public struct Attachment: Sendable, Hashable, Codable {
    public var host: Host.Name
    /// As that host calls it; empty if only the host is known.
    public var port: String

    public init(host: Host.Name, port: String) {
        self.host = host
        self.port = port
    }
}

extension Attachment: CustomStringConvertible {
    /// `kuusela-sw1:A2`.
    public var description: String { port.isEmpty ? host : "\(host):\(port)" }
}
