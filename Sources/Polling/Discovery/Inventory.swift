/// What a device is and what was found on it, as `monitor discover --json` prints it (docs/discover.md). The names of the
/// properties are the keys; what is unknown is left out.
public struct Inventory: Sendable, Hashable, Codable {
    /// As it was asked for; only where several devices are told together.
    public var address: String?
    public var device: Device
    /// The probes that fit it, the most general first.
    public var probes: [String]
    /// How many packets it took to find all this out, repetitions among them.
    public var packets: Int
    public var readings: [Reading]

    public init(address: String? = nil, device: Device, probes: [String] = [], packets: Int = 0, readings: [Reading]) {
        self.address = address
        self.device = device
        self.probes = probes
        self.packets = packets
        self.readings = readings
    }

    /// Who it is.
    public struct Device: Sendable, Hashable, Codable {
        public var vendor: String?
        public var model: String?
        public var os: String?
        public var version: String?
        public var serial: String?
        public var sysName: String?

        public init(
            vendor: String? = nil, model: String? = nil, os: String? = nil, version: String? = nil,
            serial: String? = nil, sysName: String? = nil
        ) {
            self.vendor = vendor
            self.model = model
            self.os = os
            self.version = version
            self.serial = serial
            self.sysName = sysName
        }
    }

    /// How well it is, in the device's own words.
    public enum State: String, Sendable, Hashable, Codable {
        case ok, warning, critical, unknown
    }

    /// The device's own limits, in the unit of the value.
    public struct Limits: Sendable, Hashable, Codable {
        public var low: Double?
        public var lowWarn: Double?
        public var highWarn: Double?
        public var high: Double?

        public init(low: Double? = nil, lowWarn: Double? = nil, highWarn: Double? = nil, high: Double? = nil) {
            self.low = low
            self.lowWarn = lowWarn
            self.highWarn = highWarn
            self.high = high
        }
    }

    /// One thing on the device with its value of this moment.
    public struct Reading: Sendable, Hashable, Codable {
        /// `cpu`, `memory`, `storage`, `sensor`, `wireless`, `port`, `supply` …
        public var kind: String
        /// `temperature`, `state` …
        public var `class`: String?
        /// What a person calls it.
        public var label: String
        public var value: Double?
        /// Of the value; base units.
        public var unit: String?
        public var state: State?
        /// The very instance that the value was read from.
        public var oid: String?
        /// All of them, where there are several.
        public var oids: [String]?
        public var index: String?
        public var limits: Limits?

        // memory and storage, in bytes
        public var used: Int64?
        public var total: Int64?

        // port
        public var description: String?
        public var alias: String?
        public var admin: String?
        public var oper: String?
        /// In bit/s.
        public var speed: Int64?
        public var inOctets: UInt64?
        public var outOctets: UInt64?
        public var inErrors: UInt64?
        public var outErrors: UInt64?

        // transceiver and part
        public var vendor: String?
        public var model: String?
        public var serial: String?

        // neighbour
        public var port: String?
        public var remotePort: String?

        // bgp
        public var session: String?

        public init(kind: String, class: String? = nil, label: String) {
            self.kind = kind
            self.class = `class`
            self.label = label
        }
    }
}
