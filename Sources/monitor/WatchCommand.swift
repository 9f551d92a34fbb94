import ArgumentParser
import Control
import Model
import Platform
import Screen

/// The traffic-light screen that a helpdesk watches all day.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Show everything on the terminal, live.",
        discussion: """
            Keys: arrows and Enter open, Esc goes back, / finds, t lists the sites, ? explains the rest, q quits. \
            a acknowledges an incident, A accepts what is yellow, m pauses a host or a site and M ends that, n writes a \
            note; each asks at the bottom for what it needs. On an account that several people share, MONITOR_AS says \
            whose initials go with it, else they are asked for once.
            Says NOT LIVE within five seconds of the daemon's death and connects again by itself.
            """)

    @OptionGroup var daemon: DaemonOptions

    func run() throws {
        let daemon = try daemon.resolve()
        let path = daemon.client.socketPath
        var watching = Watching(
            client: ControlClient(socketPath: path, timeout: .seconds(1)),
            state: WatchState(
                language: daemon.wording.language, source: path, initials: environmentVariable("MONITOR_AS"),
                moment: { daemon.localTime.moment(toCome: $0, now: $1) }),
            calendar: daemon.localTime.calendar, terminal: try TerminalScreen())
        watching.run()
    }
}

/// The shell around `WatchState`: one loop that waits for keys and for the daemon, and draws once a second.
private struct Watching {
    let client: ControlClient
    var state: WatchState
    let calendar: @Sendable (Timestamp) -> CalendarTime
    let terminal: TerminalScreen

    private var stream: BoardStream?
    private var nextAttempt = ContinuousClock.now
    /// How long after a failure the daemon is tried again.
    private static let pause = Duration.seconds(1)
    /// How long an act may take: shorter than the silence after which the screen says that it is not live.
    private static let patience = Duration.seconds(3)

    init(
        client: ControlClient, state: WatchState, calendar: @escaping @Sendable (Timestamp) -> CalendarTime,
        terminal: TerminalScreen
    ) {
        self.client = client
        self.state = state
        self.calendar = calendar
        self.terminal = terminal
    }

    /// Until somebody quits or the terminal goes away.
    mutating func run() {
        defer { terminal.close() }
        draw()
        while true {
            connect()
            let wake = terminal.wait(besides: stream?.descriptor, atMost: untilNextTick)
            if wake.contains(.hungUp) { return }
            // Asked for after every wait: a change of size comes as a signal and is read as a key.
            for key in terminal.keys() {
                guard take(.key(key)) else { return }
            }
            if wake.contains(.other) { read() }
            guard take(.tick) else { return }
            draw()
        }
    }

    /// The clock shows seconds; between them only a silent daemon is worth a look.
    private var untilNextTick: Duration {
        let now = SystemClock.now()
        let nextSecond = Duration.milliseconds(1000 - now.milliseconds % 1000)
        return min(nextSecond, state.nextDoubt.map { $0 - now } ?? nextSecond)
    }

    private func draw() {
        let wording = Wording(language: state.language, calendar: calendar)
        terminal.draw(state.frame(size: terminal.size, wording: wording, now: SystemClock.now()))
    }

    // MARK: The daemon

    private mutating func connect() {
        guard stream == nil, ContinuousClock.now >= nextAttempt else { return }
        do throws(ControlError) {
            stream = try BoardStream(socketPath: client.socketPath)
            _ = take(.connected)
        } catch {
            lose(error)
        }
    }

    private mutating func read() {
        guard var stream else { return }
        do throws(ControlError) {
            let updates = try stream.readAvailable()
            self.stream = stream
            var isNew = false
            for update in updates {
                switch update {
                case .full, .change: isNew = true
                case .heartbeat(let time): _ = take(.heartbeat(time))
                }
            }
            if isNew, let board = stream.board { _ = take(.board(board)) }
        } catch {
            lose(error)
        }
    }

    private mutating func lose(_ error: ControlError) {
        stream = nil
        nextAttempt = .now + Watching.pause
        _ = take(.disconnected(error))
    }

    // MARK: Events and actions

    /// Tells the state and does what it wants done. `false` if that is to quit.
    private mutating func take(_ event: WatchEvent) -> Bool {
        for action in state.event(event, now: SystemClock.now()) {
            switch action {
            case .quit: return false
            case .beep: terminal.ring()
            case .askDetail(let host): ask(host)
            case .act(let request): act(request)
            }
        }
        return true
    }

    /// What is done is stored before the daemon answers: that may take longer than a question, and is waited for.
    private mutating func act(_ request: ActRequest) {
        draw()
        let answer: WatchEvent
        do throws(ControlError) {
            answer = .acted(try ControlClient(socketPath: client.socketPath, timeout: Watching.patience).act(request))
        } catch {
            answer = .notActed(error)
        }
        _ = state.event(answer, now: SystemClock.now())
        // What the daemon said meanwhile counts before anybody doubts that it lives.
        read()
    }

    private mutating func ask(_ host: Host.Name) {
        let answer: WatchEvent
        do throws(ControlError) {
            answer = .detail(try client.host(host))
        } catch {
            answer = .noDetail(host, error)
        }
        _ = state.event(answer, now: SystemClock.now())
    }
}

extension LocalTime {
    /// As the commands read it (`Moment.readFuture`); `nil` for what is no moment to come.
    fileprivate func moment(toCome text: String, now: Timestamp) -> Timestamp? {
        let wording = Wording(language: .english, calendar: calendar)
        return try? Moment.readFuture(text, now: now, wording: wording) {
            timestamp(year: $0, month: $1, day: $2, hour: $3, minute: $4, second: $5)
        }
    }
}
