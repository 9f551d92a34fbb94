import Glibc
public import Model
import Platform

/// The board that a daemon leaves in a file, replaced whole after each change: what `status` reads when no daemon
/// answers.
///
/// One line of JSON for all but incidents and hosts, with the time of each host's last reading; then a line for each
/// incident and each host. So only what looks different is encoded anew, not what was just read again.
public enum BoardSnapshot {
    /// The file's name in the daemon's data directory.
    public static let fileName = "board.json"

    private struct Head: Codable {
        var board: Board
        var incidents: Int
        /// Of the hosts in their order, in milliseconds since 1970.
        var evidence: [Int64?]
    }

    /// Encodes one board after another.
    public struct Encoder: Sendable {
        private var incidents = Lines<Incident>()
        private var hosts = Lines<HostLight>()

        public init() {}

        /// The bytes of the file for a board. Only a board that cannot be encoded at all throws.
        public mutating func encode(_ board: Board) throws -> [UInt8] {
            var rest = board
            rest.incidents = []
            rest.hosts = []
            let head = Head(
                board: rest, incidents: board.incidents.count,
                evidence: board.hosts.map { $0.evidence?.milliseconds })
            var bytes = try ControlJSON.encode(head)
            bytes.append(newline)
            bytes += try incidents.encode(board.incidents)
            bytes += try hosts.encode(
                board.hosts.map { host in
                    var light = host
                    light.evidence = nil
                    return light
                })
            return bytes
        }
    }

    /// Elements as lines; one that stays as it was in its place is not encoded again.
    private struct Lines<Element: Codable & Equatable & Sendable>: Sendable {
        private var elements: [Element] = []
        private var lines: [[UInt8]] = []

        mutating func encode(_ next: [Element]) throws -> [UInt8] {
            // Empty should this throw: then everything is encoded anew the next time.
            let known = (elements: elements, lines: lines)
            (elements, lines) = ([], [])
            var encoded: [[UInt8]] = []
            encoded.reserveCapacity(next.count)
            for (place, element) in next.enumerated() {
                let isKnown = place < known.elements.count && element == known.elements[place]
                encoded.append(isKnown ? known.lines[place] : try ControlJSON.encode(element) + [newline])
            }
            (elements, lines) = (next, encoded)
            return Array(encoded.joined())
        }
    }

    private static let newline = UInt8(ascii: "\n")

    /// Reads the file.
    ///
    /// - Returns: `nil` if there is none.
    /// - Throws: `malformed` for one that is no board, `system` if it cannot be read or is larger than any answer.
    public static func read(path: String) throws(ControlError) -> Board? {
        let content: [UInt8]
        do throws(PlatformError) {
            content = try readFile(path, limit: ControlClient.replyLimit)
        } catch {
            if error.code == ENOENT { return nil }
            throw .system("\(error)")
        }
        var lines = content.split(separator: newline)[...]
        let head = try ControlJSON.decode(Head.self, from: Array(lines.popFirst() ?? []))
        guard head.incidents >= 0, lines.count == head.incidents + head.evidence.count else {
            throw .malformed("\(path) was cut off")
        }
        var board = head.board
        for line in lines.prefix(head.incidents) {
            board.incidents.append(try ControlJSON.decode(Incident.self, from: Array(line)))
        }
        for (line, evidence) in zip(lines.dropFirst(head.incidents), head.evidence) {
            var light = try ControlJSON.decode(HostLight.self, from: Array(line))
            light.evidence = evidence.map { Timestamp(milliseconds: $0) }
            board.hosts.append(light)
        }
        return board
    }
}
