public import Model

/// One thing that is wrong in a file, and what to write instead.
public struct Mistake: Sendable, Hashable {
    public var location: SourceLocation
    /// What is wrong, with the names and values. Never a secret.
    public var what: String
    /// How to mend it.
    public var remedy: String

    public init(location: SourceLocation, what: String, remedy: String) {
        self.location = location
        self.what = what
        self.remedy = remedy
    }
}

extension Mistake: CustomStringConvertible {
    /// `hosts/kuusela.yaml:31:5: unknown field 'adress'; did you mean 'address'?`
    public var description: String { "\(location): \(what); \(remedy)" }
}

/// All that is wrong in a configuration or in a directory of probes, in the order of the files and their lines.
public struct ConfigurationErrors: Error, Hashable {
    public var mistakes: [Mistake]

    public init(mistakes: [Mistake]) {
        self.mistakes = mistakes
    }
}

extension ConfigurationErrors: CustomStringConvertible {
    /// One mistake a line.
    public var description: String {
        mistakes.map(\.description).joined(separator: "\n")
    }
}

/// Gathers mistakes while files are read, so that all are told at once.
struct Mistakes {
    /// More are counted, not kept.
    static let limit = 500

    private var kept: [Mistake] = []
    /// The same again is not told twice.
    private var known: Set<Mistake> = []
    private var dropped = 0

    var isEmpty: Bool { kept.isEmpty }
    var count: Int { kept.count + dropped }

    /// Keeps a mistake for later.
    mutating func add(_ location: SourceLocation, _ what: String, _ remedy: String) {
        let mistake = Mistake(location: location, what: what, remedy: remedy)
        if kept.count < Mistakes.limit {
            if known.insert(mistake).inserted { kept.append(mistake) }
        } else {
            dropped += 1
        }
    }

    /// Takes over what another reader has gathered.
    mutating func add(_ other: Mistakes) {
        for mistake in other.kept { add(mistake.location, mistake.what, mistake.remedy) }
        dropped += other.dropped
    }

    /// The mistakes by file, in the order in which the files were read, then by line and column.
    func sorted(files: [String]) -> [Mistake] {
        let order = Dictionary(files.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        func key(_ mistake: Mistake) -> (Int, Int, Int) {
            (order[mistake.location.file] ?? files.count, mistake.location.line, mistake.location.column)
        }
        var result = kept.enumerated().sorted { left, right in
            let (first, second) = (key(left.element), key(right.element))
            return first == second ? left.offset < right.offset : first < second
        }.map(\.element)
        if let last = result.last, dropped > 0 {
            result.append(
                Mistake(
                    location: last.location, what: "and \(dropped) more mistakes",
                    remedy: "mend these first"))
        }
        return result
    }
}
