public import Model

/// A town as the Lab serves it: every device with its address, its place in the tree and what makes it special.
public struct Town: Sendable {
    public typealias DeviceIndex = Int
    public typealias SiteIndex = Int

    public var name: String
    public var community: String
    public var sites: [Site]
    /// Parents stand before their children.
    public private(set) var devices: [Device]
    public var mishaps: [Mishap]
    /// Direct children of each device, in the order of `devices`; the place is the switch port, from 0.
    let children: [[DeviceIndex]]
    /// The access points of each controller, in the order of `devices`.
    let accessPoints: [[DeviceIndex]]
    private let byName: [String: DeviceIndex]
    private let byHostNumber: [UInt16: DeviceIndex]

    /// Names and host numbers have to be unique and parents earlier than children; `TownFile` sees to it.
    public init(name: String, community: String, sites: [Site], devices: [Device], mishaps: [Mishap] = []) {
        self.name = name
        self.community = community
        self.sites = sites
        self.devices = devices
        self.mishaps = mishaps
        let byName = Dictionary(devices.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.byName = byName
        byHostNumber = Dictionary(
            devices.enumerated().map { ($1.hostNumber, $0) }, uniquingKeysWith: { first, _ in first })
        var children = [[DeviceIndex]](repeating: [], count: devices.count)
        var accessPoints = children
        for (index, device) in devices.enumerated() {
            if let parent = device.parent.flatMap({ byName[$0] }) { children[parent].append(index) }
            if let controller = device.controller.flatMap({ byName[$0] }) { accessPoints[controller].append(index) }
        }
        self.children = children
        self.accessPoints = accessPoints
    }

    /// The device of that name.
    public func device(named name: String) -> DeviceIndex? { byName[name] }

    /// The device that has the address, in the town's own network or on loopback.
    public func device(at address: IPAddress) -> DeviceIndex? {
        guard case .v4(let number) = address, case .v4(let prefix) = LabNetwork.prefix,
            case .v4(let loopback) = LabNetwork.loopbackPrefix,
            number >> 16 == prefix >> 16 || number >> 16 == loopback >> 16
        else { return nil }
        return byHostNumber[UInt16(truncatingIfNeeded: number)]
    }

    /// The device's address in the town's own network, or with `loopback` where there is no namespace.
    public func address(of device: DeviceIndex, loopback: Bool = false) -> IPAddress {
        guard case .v4(let prefix) = loopback ? LabNetwork.loopbackPrefix : LabNetwork.prefix else {
            return LabNetwork.prefix
        }
        return .v4(prefix | UInt32(devices[device].hostNumber))
    }
}

extension Town {
    /// A site with the line that leads to it.
    public struct Site: Sendable, Hashable {
        public var key: String
        public var name: String
        /// The third number of its devices' addresses.
        public var subnet: UInt8
        public var rhythm: Rhythm
        public var contact: String?
        public var lineOperator: Model.Site.LineOperator?
        /// As the configuration has it: `Mon-Fri 6-18`.
        public var hours: String?
        /// Added to each round trip.
        public var latency: Duration
        /// Of a hundred packets there or back.
        public var lossPercent: Double
        public var isSlow: Bool

        public init(
            key: String, name: String, subnet: UInt8, rhythm: Rhythm = .office, contact: String? = nil,
            lineOperator: Model.Site.LineOperator? = nil, hours: String? = nil, latency: Duration = .zero,
            lossPercent: Double = 0, isSlow: Bool = false
        ) {
            self.key = key
            self.name = name
            self.subnet = subnet
            self.rhythm = rhythm
            self.contact = contact
            self.lineOperator = lineOperator
            self.hours = hours
            self.latency = latency
            self.lossPercent = lossPercent
            self.isSlow = isSlow
        }
    }

    /// What a device is; its raw value is the word in the town file.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case coreSwitch = "core-switch"
        case accessSwitch = "switch"
        case msmController = "msm-controller"
        case arubaController = "aruba-controller"
        case msmAccessPoint = "msm-access-point"
        case arubaAccessPoint = "aruba-access-point"
        case linuxServer = "linux-server"
        case windowsServer = "windows-server"
        case ups
        case printer
        case mobileRouter = "mobile-router"
        case camera

        /// Cameras and access points that their controller manages speak no SNMP themselves.
        var hasAgent: Bool {
            switch self {
            case .camera, .arubaAccessPoint: false
            default: true
            }
        }

        /// What the configuration tags it with.
        var tag: String {
            switch self {
            case .coreSwitch, .accessSwitch: "switch"
            case .msmController, .arubaController: "controller"
            case .msmAccessPoint, .arubaAccessPoint: "access-point"
            case .linuxServer, .windowsServer: "server"
            case .ups: "ups"
            case .printer: "printer"
            case .mobileRouter: "router"
            case .camera: "camera"
            }
        }
    }

    /// One device.
    public struct Device: Sendable, Hashable {
        public var name: String
        public var kind: Kind
        public var site: SiteIndex
        /// The last two numbers of its address.
        public var hostNumber: UInt16
        /// What feeds it.
        public var parent: String?
        /// What manages it, for an access point.
        public var controller: String?
        public var place: String?
        /// Names of services (Windows) or processes (Linux) that it runs beside the usual ones.
        public var services: [String]
        /// Access ports of a switch.
        public var ports: Int
        public var firstStep: String?
        public var tell: String?
        /// The worst colour it may get, in the configuration's word.
        public var maximum: String?

        public init(
            name: String, kind: Kind, site: SiteIndex, hostNumber: UInt16, parent: String? = nil,
            controller: String? = nil, place: String? = nil, services: [String] = [], ports: Int = 48,
            firstStep: String? = nil, tell: String? = nil, maximum: String? = nil
        ) {
            self.name = name
            self.kind = kind
            self.site = site
            self.hostNumber = hostNumber
            self.parent = parent
            self.controller = controller
            self.place = place
            self.services = services
            self.ports = ports
            self.firstStep = firstStep
            self.tell = tell
            self.maximum = maximum
        }
    }
}
