internal import Glibc
public import Model
public import Platform

/// A town with its control socket, served by this very process until it is told to stop.
public struct LabService: Sendable {
    public var town: Town
    /// Where the control socket stands.
    public var directory: String
    /// On 127.77.0.0/16 and an unprivileged port, with the kernel answering echoes; else on 10.77.0.0/16.
    public var isLoopback: Bool
    /// The mishaps happen only on demand.
    public var isCalm: Bool
    /// What the town's clock says when it begins; `nil`: the time.
    public var opened: Timestamp?

    public init(
        town: Town, directory: String, isLoopback: Bool, isCalm: Bool = false, opened: Timestamp? = nil
    ) {
        self.opened = opened
        self.town = town
        self.directory = directory
        self.isLoopback = isLoopback
        self.isCalm = isCalm
    }

    public var port: UInt16 { isLoopback ? LabNetwork.unprivilegedPort : 161 }

    /// Where a lab of that directory listens for commands.
    public static func socketPath(in directory: String) -> String { "\(directory)/\(ControlSocket.fileName)" }

    /// Serves until SIGTERM or SIGINT, or until the task is cancelled; `whenReady` is called once it answers.
    public func run(stoppingAt signals: Set<Signal>, whenReady: @Sendable () -> Void) async throws(PlatformError) {
        var town = town
        if isCalm { for index in town.mishaps.indices { town.mishaps[index].offset = nil } }
        let server = try TownServer(town, port: port, answersEchoes: !isLoopback, opened: opened ?? SystemClock.now())
        let control = try ControlSocket(path: LabService.socketPath(in: directory)) { line in
            await LabService.answer(line, of: server)
        }
        let stops = try signalStream(signals)
        do {
            // All children end with this group.
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                group.addTask { try await control.run() }
                group.addTask { for await _ in stops { break } }
                whenReady()
                // Whatever ends first, a signal or a failure, ends the others.
                _ = try await group.next()
                group.cancelAll()
            }
        } catch let error as PlatformError {
            throw error
        } catch {
            throw PlatformError("serve", "the town", detail: "\(error)")
        }
    }

    /// What the control socket says to a line.
    static func answer(_ line: String, of server: TownServer) async -> String {
        let words = line.split(separator: " ", maxSplits: 1).map(String.init)
        switch (words.first, words.count) {
        case ("list", 1):
            return "ok\n" + list(await server.currentState())
        case ("begin", 2), ("end", 2):
            do throws(TownState.Problem) {
                try await server.change(words[1], begins: words[0] == "begin")
                return "ok\n"
            } catch {
                return "error\n\(error)\n"
            }
        default:
            return "error\nsay begin NAME, end NAME or list\n"
        }
    }

    private static func list(_ state: TownState) -> String {
        state.town.mishaps.map { mishap in
            let since = state.active[mishap.name].map { " since \($0)" } ?? ""
            return "\(since.isEmpty ? "-" : "!") \(mishap.name): \(mishap.deed)\(since)\n"
        }
        .joined()
    }
}

/// Asks a running lab on its control socket.
public enum LabControl {
    /// Says a line and returns the text of the answer; throws what the lab refuses.
    public static func ask(_ line: String, directory: String) throws(PlatformError) -> String {
        let path = LabService.socketPath(in: directory)
        let stream: UnixStream
        do throws(PlatformError) {
            stream = try UnixStream(connectingTo: path)
        } catch {
            throw PlatformError(
                "connect to", path, code: error.code,
                remedy:
                    "start a lab in this directory (monitor lab --town FILE --directory DIR), or name the directory "
                    + "of a running one with --directory")
        }
        try stream.write(Array("\(line)\n".utf8), within: .seconds(5))
        var answer: [UInt8] = []
        while try stream.read(into: &answer, within: .seconds(10)) {
            guard answer.count < 1 << 20 else { break }
        }
        let text = String(decoding: answer, as: UTF8.self)
        guard text.hasPrefix("ok\n") else {
            let reason = text.split(separator: "\n").dropFirst().joined(separator: " ")
            throw PlatformError("do this in", "the lab", detail: reason.isEmpty ? "no answer" : reason)
        }
        return String(text.dropFirst(3))
    }
}

extension Mishap.Deed: CustomStringConvertible {
    /// In the words of the town file.
    public var description: String {
        switch self {
        case .dead(let host): "\(host) dead"
        case .agentSilent(let host): "\(host) agent-silent"
        case .diskFills(let host, let volume, let percent, _): "\(host) disk-fills \(volume) to \(percent) %"
        case .fanFails(let host, let unit): "\(host) fan-fails \(unit)"
        case .powerSupplyFails(let host, let unit, let dark):
            "\(host) power-supply-fails \(unit)" + (dark.isEmpty ? "" : ", dark: \(dark.joined(separator: " "))")
        case .serviceStops(let host, let service): "\(host) service-stops \(service)"
        case .lineCut(let site): "\(site) line-cut"
        case .lineSlow(let site, let latency, let loss): "\(site) line-slow \(latency) \(loss) %"
        }
    }
}
