/// Anything with an address that we poll: server, switch, access point, controller, UPS, printer, camera, router.
public struct Host: Sendable, Hashable, Identifiable {
    public typealias Name = String

    /// Its name in the configuration, on the screen and in commands.
    public var id: Name
    /// Where it is pinged; the port is SNMP's (161 if none is given).
    public var endpoint: Endpoint
    public var site: Site.Key
    /// The word under `snmp:` whose credential it is read with; `nil`: it is only pinged.
    public var credential: String?
    /// What it hangs on. Several are redundant paths: it is behind them only if all are gone.
    public var parents: [Name]
    public var place: String?
    public var tags: [String]
    public var firstStep: String?
    public var tell: String?
    /// Names of processes or services that have to run.
    public var mustRun: [String]
    /// Behind a slow or lossy line: asked more gently, judged later.
    public var isSlow: Bool
    /// The worst colour it may get (`max:`).
    public var maximum: Status?
    /// When it is on, if not as its site; `nil`: as the site says.
    public var hours: Hours?
    /// When work on it is planned, as written: `Sun 2-4`; beside what the site plans.
    public var maintenance: String?
    /// Whose table it stands in, if it does.
    public var membership: Membership?
    /// Rows of its tables that nobody judges any more: what stood there was replaced or retired.
    public var formerMembers: Set<FormerMember> = []
    /// Where it is defined; `nil` where it was found in a table.
    public var origin: SourceLocation?

    public init(
        id: Name, endpoint: Endpoint, site: Site.Key, credential: String? = nil, parents: [Name] = [],
        place: String? = nil, tags: [String] = [], firstStep: String? = nil, tell: String? = nil,
        mustRun: [String] = [], isSlow: Bool = false, maximum: Status? = nil, hours: Hours? = nil,
        maintenance: String? = nil, membership: Membership? = nil, origin: SourceLocation? = nil
    ) {
        self.id = id
        self.endpoint = endpoint
        self.site = site
        self.credential = credential
        self.parents = parents
        self.place = place
        self.tags = tags
        self.firstStep = firstStep
        self.tell = tell
        self.mustRun = mustRun
        self.isSlow = isSlow
        self.maximum = maximum
        self.hours = hours
        self.maintenance = maintenance
        self.membership = membership
        self.origin = origin
    }
}

extension Host {
    /// A row of one of its tables.
    public struct FormerMember: Sendable, Hashable {
        /// `probe.group`.
        public var group: String
        public var identity: String

        public init(group: String, identity: String) {
            self.group = group
            self.identity = identity
        }
    }

    /// When a host is on.
    public enum Hours: Sendable, Hashable {
        case always
        /// As written: `Mon-Fri 6-18`.
        case open(String)
    }
}

/// The row of another host's table that a host stands in: an access point's in its controller's.
public struct Membership: Sendable, Hashable {
    public var manager: Host.Name
    /// `probe.group`.
    public var group: String
    /// Of the row.
    public var identity: String
    /// What the manager says of it; the maker and the system are its own.
    public var model: String?
    public var serial: String?
    public var version: String?

    public init(
        manager: Host.Name, group: String, identity: String, model: String? = nil, serial: String? = nil,
        version: String? = nil
    ) {
        self.manager = manager
        self.group = group
        self.identity = identity
        self.model = model
        self.serial = serial
        self.version = version
    }
}

extension Host {
    /// The tag of hosts that stand in tables of others.
    public static let accessPointTag = "access-point"

    /// Under which the daemon's own lights stand on its board.
    public static let daemon: Name = "monitor"
    /// Nobody else may have it.
    public static let reservedNames: Set<Name> = [daemon]

    /// What a device calls itself, in the letters that names may have; `nil` if nothing is left.
    ///
    /// - Parameter upToDot: Only the first part of a domain name counts.
    public static func name(from text: String, upToDot: Bool = true) -> Name? {
        let letters = text.lowercased().prefix { !upToDot || $0 != "." }.map { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber || "_-.".contains(letter)) ? letter : "-"
        }
        // What no name may have stands for one -, and none at the ends.
        let words = String(letters).split(separator: "-").joined(separator: "-").drop { "-_.".contains($0) }.prefix(59)
        let name = String(words.reversed().drop { "-_.".contains($0) }.reversed())
        return name.isEmpty ? nil : name
    }

    /// The name, or the first of `NAME-2`, `NAME-3` … that nobody has; it is taken from then on.
    public static func unique(_ name: Name, among taken: inout Set<Name>) -> Name {
        var candidate = name
        var count = 1
        while !taken.insert(candidate).inserted {
            count += 1
            candidate = "\(name)-\(count)"
        }
        return candidate
    }
}

/// What a host is read with.
public struct Credential: Sendable, Hashable {
    public enum Security: Sendable, Hashable {
        case v1(community: Secret)
        case v2c(community: Secret)
        case v3(User)
    }

    /// A user of the User-based Security Model (RFC 3414). Names of algorithms as in the configuration: `SHA-256`, `AES-128`.
    public struct User: Sendable, Hashable {
        public var name: String
        public var authentication: Method?
        public var privacy: Method?

        public init(name: String, authentication: Method? = nil, privacy: Method? = nil) {
            self.name = name
            self.authentication = authentication
            self.privacy = privacy
        }

        public struct Method: Sendable, Hashable {
            public var algorithm: String
            public var key: Secret

            public init(algorithm: String, key: Secret) {
                self.algorithm = algorithm
                self.key = key
            }
        }
    }

    /// The word under `snmp:`.
    public var name: String
    public var security: Security

    /// As people call it: `SNMPv2c`.
    public var version: String {
        switch security {
        case .v1: "SNMPv1"
        case .v2c: "SNMPv2c"
        case .v3: "SNMPv3"
        }
    }

    public init(name: String, security: Security) {
        self.name = name
        self.security = security
    }
}
