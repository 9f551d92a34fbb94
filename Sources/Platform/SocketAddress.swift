internal import CLinux
public import Model

/// Where a datagram came from or goes to: an address and a port (0 for ICMP, which has none).
///
/// Unlike `Endpoint` the port is always there, so that it can be a cheap dictionary key for every datagram.
public struct SocketAddress: Hashable, Sendable {
    public var address: IPAddress
    public var port: UInt16

    public init(_ address: IPAddress, port: UInt16 = 0) {
        self.address = address
        self.port = port
    }

    /// The endpoint with `defaultPort` where it names none.
    public init(_ endpoint: Endpoint, defaultPort: UInt16 = 0) {
        self.init(endpoint.address, port: endpoint.port ?? defaultPort)
    }

    /// As configuration and people write it; port 0 is left out.
    public var endpoint: Endpoint {
        Endpoint(address: address, port: port == 0 ? nil : port)
    }

    /// One word for IPv4, three for IPv6: half the time of the synthesised one.
    public func hash(into hasher: inout Hasher) {
        switch address {
        case .v4(let number):
            hasher.combine(UInt64(number) << 16 | UInt64(port))
        case .v6(let high, let low, let zone):
            hasher.combine(high)
            hasher.combine(low)
            hasher.combine(UInt64(zone) << 16 | UInt64(port))
        }
    }
}

extension SocketAddress: CustomStringConvertible {
    public var description: String { endpoint.description }
}

// MARK: - The shim's form

extension clinux_address {
    /// No address: the kernel chooses.
    static var none: clinux_address { clinux_address() }

    init(_ address: IPAddress, port: UInt16 = 0) {
        switch address {
        case .v4(let number):
            self.init(high: 0, low: UInt64(number), zone: 0, port: port, version: 4)
        case .v6(let high, let low, let zone):
            self.init(high: high, low: low, zone: zone, port: port, version: 6)
        }
    }

    /// `nil` where the kernel gave none.
    var address: IPAddress? {
        switch version {
        case 4: .v4(UInt32(truncatingIfNeeded: low))
        case 6: .v6(high: high, low: low, zone: zone)
        default: nil
        }
    }
}
