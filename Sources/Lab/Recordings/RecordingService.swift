public import Model
public import Platform

/// Recordings served by this very process until it is told to stop.
public struct RecordingService: Sendable {
    public var agents: RecordedAgents
    public var port: UInt16
    public var faults: Faults

    public init(_ agents: RecordedAgents, port: UInt16 = LabNetwork.unprivilegedPort, faults: Faults = Faults()) {
        self.agents = agents
        self.port = port
        self.faults = faults
    }

    /// Serves until one of the signals comes or the task is cancelled; `whenReady` gets the list once all answer.
    ///
    /// - Returns: What it was asked and answered.
    public func run(
        stoppingAt signals: Set<Signal>, whenReady: @Sendable (String) throws(PlatformError) -> Void
    ) async throws(PlatformError) -> RecordingServer.Counters {
        let server = try RecordingServer(agents, port: port, faults: faults)
        let stops = try signalStream(signals)
        try whenReady(list(port: server.port))
        // Both children end with this group.
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await server.run() }
            group.addTask { for await _ in stops { break } }
            // A signal ends the server, and cancellation both.
            await group.next()
            group.cancelAll()
        }
        return await server.counters
    }

    /// `NAME ADDRESS:PORT`, a line for each device.
    private func list(port: UInt16) -> String {
        (0..<agents.devices.count).map { number in
            "\(agents.devices.name(of: number)) \(RecordingAddresses.address(of: number)):\(port)\n"
        }
        .joined()
    }
}
