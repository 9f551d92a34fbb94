internal import Glibc
import Model
public import Platform

/// Starts a town and a command that can reach it, in two network namespaces with a cable between.
///
/// The process that is started turns, step by step, into the command itself: `unshare` gives it the near namespace, it
/// starts the town as its child in the far one, then executes the command. So signals, terminal and exit status are the
/// command's own, and the kernel ends the town (PR_SET_PDEATHSIG) and both namespaces with it.
public struct LabLauncher: Sendable {
    /// The part of the way that a process is on; its raw value travels on the command line.
    public enum Stage: String, Sendable, CaseIterable {
        /// In the near namespace: starts the town, lays the cable, becomes the command.
        case near
        /// Where no namespace is to be had: the same on loopback.
        case loopback
        /// The town itself, in the far namespace.
        case town
        /// The town itself, on loopback.
        case loopbackTown = "loopback-town"
    }

    /// This program; asked again for each stage.
    public var program: String
    /// What the program is asked with, up to the stage's word: `lab --town FILE --directory DIR --stage`.
    public var arguments: [String]
    /// The lab's directory, for the control socket.
    public var directory: String
    public var command: [String]

    public init(program: String, arguments: [String], directory: String, command: [String]) {
        self.program = program
        self.arguments = arguments
        self.directory = directory
        self.command = command
    }

    /// What cannot be had, as a line for people; `nil` if the namespaces can.
    public static func missing() async -> String? {
        do throws(PlatformError) {
            guard try await namespaceOptions() != nil else {
                return "no network namespaces for this user (user namespaces are closed)"
            }
            let ip = try await Spawn(Tool.ip, arguments: ["-Version"]).run()
            return ip.hasSucceeded ? nil : "\(Tool.ip) does not run"
        } catch {
            return error.description
        }
    }

    /// The first stage: executes `unshare`, or goes on without it on loopback. Returns only by throwing.
    public func launch() async throws(PlatformError) -> Never {
        if await LabLauncher.missing() == nil, let options = try await LabLauncher.namespaceOptions() {
            try replaceProcess(with: [Tool.unshare] + options + ["--"] + words(.near) + ["--"] + command)
        }
        try replaceProcess(with: words(.loopback) + ["--"] + command)
    }

    /// The second stage, in the near namespace.
    public func runNear() async throws(PlatformError) -> Never {
        try await LabLauncher.run(Tool.ip, "link", "set", "lo", "up")
        // Datagram echoes for everybody; only the one mapped group where the namespace knows no other.
        if try await !LabLauncher.succeeds(Tool.sysctl, "-qw", "net.ipv4.ping_group_range=0 2147483647") {
            _ = try await LabLauncher.succeeds(Tool.sysctl, "-qw", "net.ipv4.ping_group_range=0 0")
        }
        try startTown([Tool.unshare, "--net", "--"] + LabLauncher.mortal(words(.town)))
        try becomeCommand()
    }

    /// The second stage where there is no namespace.
    public func runOnLoopback() throws(PlatformError) -> Never {
        try startTown(LabLauncher.mortal(words(.loopbackTown)))
        try becomeCommand()
    }

    /// Lays the cable to the parent's namespace and makes the town's addresses local: for the town, in the far one.
    public static func prepareFarNamespace() async throws(PlatformError) {
        let parent = String(getppid())
        try await run(Tool.ip, "link", "set", "lo", "up")
        try await run(
            Tool.ip, "link", "add", Cable.farInterface, "type", "veth", "peer", "name", LabNetwork.interface, "netns",
            parent)
        try await run(Tool.ip, "address", "add", "\(Cable.farAddress)/30", "dev", Cable.farInterface)
        try await run(Tool.ip, "link", "set", Cable.farInterface, "up")
        try await run(Tool.ip, "route", "add", "local", "\(LabNetwork.prefix)/16", "dev", "lo")
        // The Lab answers echoes itself, so that hosts can fall silent.
        try await run(Tool.sysctl, "-qw", "net.ipv4.icmp_echo_ignore_all=1")
        let near = ["-t", parent, "--net", "--", Tool.ip]
        for words in [
            ["address", "add", "\(Cable.nearAddress)/30", "dev", LabNetwork.interface],
            ["link", "set", LabNetwork.interface, "up"],
            ["route", "add", "\(LabNetwork.prefix)/16", "via", Cable.farAddress],
        ] {
            try await run(Tool.nsenter, arguments: near + words)
        }
    }

    private func words(_ stage: Stage) -> [String] { [program] + arguments + [stage.rawValue] }

    /// The same, but ended with a SIGTERM when its parent dies.
    private static func mortal(_ words: [String]) -> [String] {
        [Tool.setpriv, "--pdeathsig", "TERM", "--"] + words
    }

    private enum Cable {
        static let farInterface = "lab0"
        static let nearAddress = "10.76.0.1"
        static let farAddress = "10.76.0.2"
    }

    private enum Tool {
        static let unshare = "/usr/bin/unshare"
        static let setpriv = "/usr/bin/setpriv"
        static let nsenter = "/usr/bin/nsenter"
        static let ip = "/usr/sbin/ip"
        static let sysctl = "/usr/sbin/sysctl"
    }
}

extension LabLauncher {
    /// A user namespace with this user as its root; the real root may do without where those are closed.
    private static func namespaceOptions() async throws(PlatformError) -> [String]? {
        for options in [["--user", "--map-root-user", "--net"], ["--net"]] {
            if try await succeeds(Tool.unshare, arguments: options + ["--", "/bin/true"]) { return options }
        }
        return nil
    }

    private static func succeeds(_ program: String, _ arguments: String...) async throws(PlatformError) -> Bool {
        try await succeeds(program, arguments: arguments)
    }

    private static func succeeds(_ program: String, arguments: [String]) async throws(PlatformError) -> Bool {
        try await Spawn(program, arguments: arguments, deadline: .seconds(10)).run().hasSucceeded
    }

    private static func run(_ program: String, _ arguments: String...) async throws(PlatformError) {
        try await run(program, arguments: arguments)
    }

    private static func run(_ program: String, arguments: [String]) async throws(PlatformError) {
        let outcome = try await Spawn(program, arguments: arguments, deadline: .seconds(10)).run()
        guard outcome.hasSucceeded else {
            let errors = String(decoding: outcome.errors, as: UTF8.self).visible(limit: 300)
            throw PlatformError("run", "\(program) \(arguments.joined(separator: " "))", detail: errors)
        }
    }
}
