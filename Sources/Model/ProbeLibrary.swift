import Synchronization

/// Probes of which it is known at once whom they fit; the rest of one is read when it is first asked for. Of hundreds a fleet
/// uses a dozen.
public final class ProbeLibrary: Sendable {
    /// What is known of a probe before the rest is read.
    public struct Entry: Sendable, Hashable {
        public var name: String
        public var title: String
        public var recognition: Probe.Recognition
        /// The probes that this one extends: where it fits, they do not count.
        public var ancestors: Set<String>
        /// The worst colour of a host that it fits, unless the configuration says another one; `nil`: red.
        public var maximum: Status?

        public init(
            name: String, title: String, recognition: Probe.Recognition, ancestors: Set<String> = [],
            maximum: Status? = nil
        ) {
            self.maximum = maximum
            self.name = name
            self.title = title
            self.recognition = recognition
            self.ancestors = ancestors
        }
    }

    /// Why a probe cannot be used.
    public struct Fault: Error, Sendable, Hashable {
        /// A line for each mistake: file, line and column, what is wrong, what to write instead.
        public var lines: [String]

        public init(lines: [String]) {
            self.lines = lines
        }
    }

    /// In the order of their names.
    public let entries: [Entry]
    private let places: [String: Int]
    /// What the probes are made of: two libraries of the same texts are the same.
    private let texts: [[UInt8]]
    private let given: [Probe]
    private let read: @Sendable (String) throws(Fault) -> Probe
    private let known = Mutex<[Int: Result<Probe, Fault>]>([:])

    /// - Parameters:
    ///   - entries: In the order of their names, each name once.
    ///   - texts: What they are read from.
    ///   - read: Reads the whole of the probe of that name.
    public init(entries: [Entry], texts: [[UInt8]], read: @escaping @Sendable (String) throws(Fault) -> Probe) {
        self.entries = entries
        self.texts = texts
        self.read = read
        given = []
        places = Dictionary(entries.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    /// Probes that are there already.
    public init(_ probes: [Probe]) {
        entries = probes.map {
            Entry(
                name: $0.name, title: $0.title, recognition: $0.recognition, ancestors: $0.ancestors,
                maximum: $0.maximum)
        }
        texts = []
        given = probes
        places = Dictionary(entries.enumerated().map { ($1.name, $0) }) { first, _ in first }
        read = { _ throws(Fault) in throw Fault(lines: []) }
        known.withLock { $0 = Dictionary(uniqueKeysWithValues: probes.enumerated().map { ($0, .success($1)) }) }
    }

    /// The whole probe; `nil` if it has mistakes, which `faults` tells from then on.
    ///
    /// - Parameter place: In `entries`.
    public func probe(at place: Int) -> Probe? {
        // Two that ask for it at the same time wait for one reading.
        known.withLock { known -> Result<Probe, Fault> in
            if let result = known[place] { return result }
            let result = result(of: entries[place].name)
            known[place] = result
            return result
        }.value
    }

    private func result(of name: String) -> Result<Probe, Fault> {
        do throws(Fault) { return .success(try read(name)) } catch { return .failure(error) }
    }

    /// The whole probe of that name; `nil` if there is none or it has mistakes.
    public func probe(_ name: String) -> Probe? {
        places[name].flatMap { probe(at: $0) }
    }

    /// The worst colour of a host that these probes fit, unless the configuration says another one; `nil`: red.
    public func maximum(of probes: [String]) -> Status? {
        probes.lazy.compactMap { self.places[$0].flatMap { self.entries[$0].maximum } }
            .min { $0.foldRank < $1.foldRank }
    }

    /// A group by its full name, as `if-mib.ports`.
    public func group(_ id: String) -> Probe.Group? {
        guard let dot = id.firstIndex(of: "."), let probe = probe(String(id[..<dot])) else { return nil }
        let name = id[id.index(after: dot)...]
        return probe.groups.first { $0.name == name }
    }

    /// What was wrong with those that were read so far, in the order of their names.
    public var faults: [Fault] {
        known.withLock { $0 }.sorted { $0.key < $1.key }.compactMap { entry in
            if case .failure(let fault) = entry.value { fault } else { nil }
        }
    }
}

extension ProbeLibrary: Equatable {
    public static func == (left: ProbeLibrary, right: ProbeLibrary) -> Bool {
        left === right
            || left.entries == right.entries && left.texts == right.texts && left.given == right.given
    }
}

extension ProbeLibrary: ExpressibleByArrayLiteral {
    public convenience init(arrayLiteral probes: Probe...) {
        self.init(probes)
    }
}

extension Result {
    fileprivate var value: Success? {
        if case .success(let value) = self { value } else { nil }
    }
}
