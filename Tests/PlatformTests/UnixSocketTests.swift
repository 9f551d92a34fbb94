import Glibc
import Testing

@testable import Platform

@Suite struct UnixSocketTests {
    @Test func `a stream carries both ways, ends, and knows its peer`() throws {
        let scratch = try Scratch()
        let server = try UnixServer("\(scratch.path)/s")
        let stream = try UnixStream(connectingTo: "\(scratch.path)/s")
        let accepted = server.accept()
        let peer = try PeerCredentials(descriptor: accepted)
        #expect(peer.process == getpid())
        #expect(peer.user == getuid())
        #expect(peer.group == getgid())
        #expect(peer.userName == "root" || getuid() != 0)

        try stream.write(Array("hello".utf8), within: .seconds(1))
        stream.finishWriting()
        var buffer = [UInt8](repeating: 0, count: 16)
        #expect(read(accepted, &buffer, 16) == 5)
        #expect(read(accepted, &buffer, 16) == 0)
        write(accepted, "world", 5)
        close(accepted)
        var answer: [UInt8] = []
        while try stream.read(into: &answer, atMost: 2, within: .seconds(1)) {}
        #expect(answer == Array("world".utf8))
    }

    @Test func `a silent server is given up at the deadline, reading and writing`() throws {
        let scratch = try Scratch()
        let server = try UnixServer("\(scratch.path)/s")
        let stream = try UnixStream(connectingTo: "\(scratch.path)/s")
        let accepted = server.accept()
        defer { close(accepted) }
        var answer: [UInt8] = []
        let reading = #expect(throws: PlatformError.self) { try stream.read(into: &answer, within: .milliseconds(20)) }
        #expect(reading?.codeName == "ETIMEDOUT")
        let much = Array(repeating: UInt8(0), count: 8 << 20)
        let writing = #expect(throws: PlatformError.self) { try stream.write(much, within: .milliseconds(20)) }
        #expect(writing?.codeName == "ETIMEDOUT")
    }

    @Test func `a server that is gone is an error, not a signal`() throws {
        let scratch = try Scratch()
        let server = try UnixServer("\(scratch.path)/s")
        let stream = try UnixStream(connectingTo: "\(scratch.path)/s")
        close(server.accept())
        let error = #expect(throws: PlatformError.self) { try stream.write([1], within: .seconds(1)) }
        #expect(error?.codeName == "EPIPE")
    }

    @Test func `no daemon, a full queue and a path too long say what to do`() throws {
        let scratch = try Scratch()
        let none = #expect(throws: PlatformError.self) { try UnixStream(connectingTo: "\(scratch.path)/none") }
        #expect(none?.remedy == "start the daemon (systemctl start monitord)")
        let server = try UnixServer("\(scratch.path)/s")
        var streams: [UnixStream] = []
        let full = #expect(throws: PlatformError.self) {
            for _ in 0..<10 {
                streams.append(try UnixStream(connectingTo: "\(scratch.path)/s", within: .milliseconds(10)))
            }
        }
        #expect(full?.codeName == "ETIMEDOUT")
        _ = server
        let long = #expect(throws: PlatformError.self) {
            try UnixStream(connectingTo: "/" + String(repeating: "x", count: 107))
        }
        #expect(long?.codeName == "ENAMETOOLONG")
        #expect(throws: PlatformError.self) { try PeerCredentials(descriptor: 0) }
    }

    @Test(arguments: [false, true])
    func `systemd is told in its own words, by path or abstract name`(isAbstract: Bool) throws {
        let scratch = try Scratch()
        let path = isAbstract ? "@platform-tests-\(getpid())" : "\(scratch.path)/notify"
        let server = try UnixServer(path, datagrams: true)
        let notifier = ServiceNotifier(path: path)
        try notifier.notify(.ready, .status("polling 42 hosts\nREADY=0"))
        #expect(server.datagram() == "READY=1\nSTATUS=polling 42 hosts READY=0")
        try notifier.notify(.watchdog)
        #expect(server.datagram() == "WATCHDOG=1")
        try notifier.notify(.stopping)
        #expect(server.datagram() == "STOPPING=1")
        try notifier.notify(.reloading)
        #expect(server.datagram()?.hasPrefix("RELOADING=1\nMONOTONIC_USEC=") == true)
    }

    @Test func `the watchdog is fed at half its time, if it is ours`() {
        let ours = String(getpid())
        let half = Duration.seconds(15)
        #expect(ServiceNotifier.watchdogInterval(microseconds: "30000000", process: ours) == half)
        #expect(ServiceNotifier.watchdogInterval(microseconds: "30000000", process: nil) == half)
        #expect(ServiceNotifier.watchdogInterval(microseconds: "30000000", process: "1") == nil)
        for nonsense in [nil, "0", "-5", "soon", "99999999999999999999"] {
            #expect(ServiceNotifier.watchdogInterval(microseconds: nonsense, process: ours) == nil)
        }
    }

    @Test func `nobody who listens is an error`() throws {
        let scratch = try Scratch()
        #expect(throws: PlatformError.self) { try ServiceNotifier(path: "\(scratch.path)/none").notify(.ready) }
    }

    @Test func `a pipe is no terminal and has no size, a terminal has both`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        #expect(!Terminal.isTerminal(descriptor: ends[1]))
        #expect(Terminal.size(descriptor: ends[1]) == nil)
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(terminal >= 0)
        defer { close(terminal) }
        #expect(Terminal.isTerminal(descriptor: terminal))
        var window = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(terminal, UInt(TIOCSWINSZ), &window) == 0)
        #expect(Terminal.size(descriptor: terminal) == Terminal.Size(columns: 80, rows: 24))
    }
}
