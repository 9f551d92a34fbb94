import Model
import Platform
import SNMP

/// The SNMP agent of a host: where it listens and how it is spoken to.
struct Agent: Hashable {
    enum Speech: Hashable {
        /// SNMPv1 or v2c.
        case community(Version, [UInt8])
        case secure(SecurityUser)
    }

    var address: SocketAddress
    var speech: Speech

    /// `nil` for a host without credential, and for a user of SNMPv3 whose algorithms are not to be had here.
    init?(_ target: PollTarget, keys: inout KeyRing) {
        guard let credential = target.credential, let speech = Speech(credential, keys: &keys) else { return nil }
        self.speech = speech
        address = SocketAddress(target.host.endpoint, defaultPort: 161)
    }

    /// `nil` without a speech.
    init?(address: SocketAddress, speech: Speech?) {
        guard let speech else { return nil }
        self.address = address
        self.speech = speech
    }

    var version: Version {
        switch speech {
        case .community(let version, _): version
        case .secure: .v3
        }
    }

    /// A conversation in SNMPv3; `nil` where it is not spoken.
    func session(remembered: Manners.Engine?, now: Int64) -> SecuritySession? {
        switch speech {
        case .community: nil
        case .secure(let user): SecuritySession(user: user, remembered: remembered, now: now)
        }
    }

    func template(_ request: Request) -> RequestTemplate {
        switch speech {
        case .community(let version, let community):
            RequestTemplate(version: version, community: community, request: request)
        case .secure: RequestTemplate(scoped: request)
        }
    }

    /// How requests are packed for what has been learnt of the agent.
    func packing(_ sizing: RequestSizing) -> RequestPacking {
        switch speech {
        case .community(_, let community): RequestPacking(sizing, communityOctets: community.count)
        case .secure(let user): RequestPacking(sizing, overhead: user.overheadOctets)
        }
    }
}

extension Agent.Speech {
    init?(_ credential: Credential, keys: inout KeyRing) {
        switch credential.security {
        case .v1(let secret): self = .community(.v1, Array(secret.reveal().utf8))
        case .v2c(let secret): self = .community(.v2c, Array(secret.reveal().utf8))
        case .v3(let user):
            guard let user = keys.user(user) else { return nil }
            self = .secure(user)
        }
    }
}
