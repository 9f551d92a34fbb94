import Glibc
import Hummingbird
import Logging
import NIOCore
import Platform

/// What a request knows of who asks.
struct PeerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// What SO_PEERCRED gives (man 7 unix, struct ucred).
    private struct Credentials: Sendable {
        var process: Int32 = 0
        var user: UInt32 = 0
        var group: UInt32 = 0
    }

    /// The account of the program at the other end, as the kernel saw it when it connected: its name, or its number
    /// where it has none.
    func user() async throws -> String {
        guard let options = channel as? any SocketOptionProvider else {
            throw APIError(.internalServerError, "the connection does not tell who asks", remedy: "report it")
        }
        let peerCredentials = NIOBSDSocket.Option(rawValue: SO_PEERCRED)
        let found: Credentials = try await options.unsafeGetSocketOption(
            level: .socket, name: peerCredentials
        ).get()
        let peer = PeerCredentials(process: found.process, user: found.user, group: found.group)
        return peer.userName ?? String(found.user)
    }
}
