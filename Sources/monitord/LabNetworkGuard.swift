import Config
import Glibc
import Model

/// Keeps a configuration of the simulated town from polling strangers: its addresses are somebody else's outside of
/// the lab's network namespace.
enum LabNetworkGuard {
    /// The mistake of starting such a configuration here; `nil` if all is well.
    static func mistake(in configuration: Configuration) -> Mistake? {
        guard !configuration.allowsLabNetwork,
            let host = configuration.fleet.hosts.first(where: { LabNetwork.contains($0.endpoint.address) }),
            !isInsideLab
        else { return nil }
        return Mistake(
            location: host.origin ?? SourceLocation(file: configuration.file, line: 1),
            what: "host \(host.id) has address \(host.endpoint.address) of the simulated town, but this is not the lab",
            remedy: "start it with 'monitor lab --town … -- monitord …', or write 'allow-lab-network: yes' if "
                + "\(LabNetwork.prefix) is a network of yours")
    }

    /// Whether the lab's own interface is here.
    private static var isInsideLab: Bool {
        unsafe if_nametoindex(LabNetwork.interface) != 0
    }
}
