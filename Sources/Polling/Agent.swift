import Model
import Platform
import SNMP

/// The SNMP agent of a host: where it listens and how it is spoken to.
struct Agent: Hashable {
    var address: SocketAddress
    var version: Version
    var community: [UInt8]

    /// `nil` for a host without credential, and for SNMPv3, which this exchange does not speak yet.
    init?(_ target: PollTarget) {
        guard let credential = target.credential else { return nil }
        switch credential.security {
        case .v1(let secret): (version, community) = (.v1, Array(secret.reveal().utf8))
        case .v2c(let secret): (version, community) = (.v2c, Array(secret.reveal().utf8))
        case .v3: return nil
        }
        address = SocketAddress(target.host.endpoint, defaultPort: 161)
    }

    func template(_ request: Request) -> RequestTemplate {
        RequestTemplate(version: version, community: community, request: request)
    }
}
