import Model

/// Reads a sentence by the first of many forms that fits, and knows how far the best of them came if none does.
struct StoryMatcher {
    private let words: [StoryWord]
    private let hosts: [Host.Name]
    private var furthest = 0
    private var expected: Set<String> = []

    init(_ words: [StoryWord], hosts: [Host.Name]) {
        self.words = words
        self.hosts = hosts
    }

    /// - Parameter start: The words before it are left out.
    static func read<Meaning>(
        _ words: [StoryWord], as phrases: [StoryPhrase<Meaning>], hosts: [Host.Name]
    ) throws(StoryMistake) -> Meaning {
        var matcher = StoryMatcher(words, hosts: hosts)
        for phrase in phrases {
            if let match = matcher.match(phrase.parts[...], 0, StoryMatch()) { return try phrase.meaning(match) }
        }
        throw matcher.mistake
    }

    private var mistake: StoryMistake {
        let known = expected.sorted()
        let shown = known.count > 12 ? known.prefix(12).joined(separator: ", ") + " …" : known.joined(separator: ", ")
        guard furthest < words.count else { return StoryMistake("the line ends too early, expected \(shown)") }
        let word = words[furthest].text
        if let nearest = nearestStoryWord(to: word, among: known) {
            return StoryMistake("\"\(word)\" is not understood here, did you mean \"\(nearest)\"?")
        }
        return StoryMistake("\"\(word)\" is not understood here, expected \(shown)")
    }

    private mutating func expect(_ words: some Sequence<String>, at index: Int) {
        if index > furthest {
            furthest = index
            expected = []
        }
        if index == furthest { expected.formUnion(words) }
    }

    private mutating func match<Meaning>(
        _ parts: ArraySlice<StoryPhrase<Meaning>.Part>, _ index: Int, _ found: StoryMatch
    ) -> StoryMatch? {
        guard let part = parts.first else {
            if index == words.count { return found }
            expect(["the end of the line"], at: index)
            return nil
        }
        let rest = parts.dropFirst()
        if bare(index) == ",", case .words = part { return match(parts, index + 1, found) }
        if bare(index) == ",", case .slot = part { return match(parts, index + 1, found) }
        switch part {
        case .words(let alternatives):
            guard let word = bare(index), alternatives.contains(word) else {
                expect(alternatives, at: index)
                return nil
            }
            var found = found
            found.words.insert(word)
            return match(rest, index + 1, found)
        case .optional(let inner): return match((inner + rest)[...], index, found) ?? match(rest, index, found)
        case .anyOrder(let clauses):
            for place in clauses.indices {
                var others = clauses
                let clause = others.remove(at: place)
                if let match = match((clause + [.anyOrder(others)] + rest)[...], index, found) { return match }
            }
            return match(rest, index, found)
        case .slot(let slot, let name):
            for (value, next) in read(slot, at: index) {
                var found = found
                found.values[name] = value
                if let match = match(rest, next, found) { return match }
            }
            return nil
        }
    }

    /// The word there, if it stands in no quotes.
    private func bare(_ index: Int) -> String? {
        words.indices.contains(index) && !words[index].isQuoted ? words[index].text : nil
    }

    /// The values that may be meant, the longest first, each with the place behind it.
    private mutating func read(_ slot: StorySlot, at index: Int) -> [(StoryValue, Int)] {
        func one(_ value: StoryValue?) -> [(StoryValue, Int)] { value.map { [($0, index + 1)] } ?? [] }
        let found: [(StoryValue, Int)]
        switch slot {
        case .hosts: return names(at: index, areKnown: true)
        case .names: return names(at: index, areKnown: false)
        case .host: found = one(bare(index).flatMap { hosts.contains($0) ? .names([$0]) : nil })
        case .duration: found = StoryMatcher.duration(words, at: index).map { [(.duration($0), $1)] } ?? []
        case .number: found = one(bare(index).flatMap { Double($0) }.map { .number($0) })
        case .text:
            found = one(words.indices.contains(index) && words[index].isQuoted ? .text(words[index].text) : nil)
        case .word:
            found = one(words.indices.contains(index) && bare(index) != "," ? .text(words[index].text) : nil)
        case .person: found = one(bare(index).flatMap { $0.allSatisfy(\.isLetter) ? .text($0) : nil })
        case .status: found = one(bare(index).flatMap { Status(rawValue: $0) }.map { .status($0) })
        case .aspect: found = one(bare(index).flatMap { Aspect(rawValue: $0) }.map { .aspect($0) })
        case .kind: found = one(bare(index).flatMap { StoryKind.named($0) == nil ? nil : .text($0) })
        case .clock: found = one(bare(index).flatMap { StoryMatcher.clock($0) })
        case .date: found = one(bare(index).flatMap { StoryMatcher.date($0) })
        case .amount: found = amount(at: index)
        case .rate: found = rate(at: index)
        }
        if found.isEmpty { expect(examples(of: slot), at: index) }
        return found
    }

    private func examples(of slot: StorySlot) -> [String] {
        switch slot {
        case .hosts, .host: hosts
        case .names, .word, .person: ["a name"]
        case .duration: ["15 s", "10 min", "1 h 30 min", "2 d"]
        case .number: ["a number"]
        case .text: ["\"a text\""]
        case .status: Status.allCases.map(\.rawValue)
        case .aspect: Aspect.allCases.map(\.rawValue)
        case .kind: StoryKind.all.map(\.name)
        case .clock: ["03:00:15"]
        case .date: ["2026-11-23"]
        case .amount: ["a value"]
        case .rate: ["10 Mbit/s"]
        }
    }

    /// The names that a line begins with, known or not.
    static func newNames(_ words: [StoryWord]) -> [Host.Name] {
        var matcher = StoryMatcher(words, hosts: [])
        guard case .names(let names)? = matcher.names(at: 0, areKnown: false).first?.0 else { return [] }
        return names
    }

    private mutating func names(at start: Int, areKnown: Bool) -> [(StoryValue, Int)] {
        var all: [Host.Name] = []
        var found: [(StoryValue, Int)] = []
        var index = start
        while true {
            guard let first = bare(index), first != ",", first != "…" else { break }
            var names = [first]
            if bare(index + 1) == "…", let last = bare(index + 2), let range = StoryMatcher.range(first, last) {
                names = range
                index += 2
            } else if first.contains("*") {
                let pattern = NamePattern(first)
                names = hosts.filter { pattern.fits($0) }
            }
            if areKnown, names.isEmpty || !names.allSatisfy(hosts.contains) {
                expect(hosts, at: index)
                break
            }
            all += names
            index += 1
            found.append((.names(all), index))
            guard let next = bare(index), next == "," || next == "and" else { break }
            index += 1
        }
        return found.reversed()
    }

    /// `sw-1` to `sw-12`: the same letters before two numbers.
    static func range(_ first: String, _ last: String) -> [String]? {
        func split(_ name: String) -> (letters: String, number: Int)? {
            let digits = String(name.reversed().prefix { $0.isNumber }.reversed())
            return Int(digits).map { (String(name.dropLast(digits.count)), $0) }
        }
        guard let (letters, from) = split(first), let (others, to) = split(last), letters == others, from <= to else {
            return nil
        }
        return (from...to).map { letters + String($0) }
    }

    private static let units: [String: Int64] = [
        "ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000, "d": 86_400_000,
    ]

    /// As much of `1 h 30 min` as there is.
    static func duration(_ words: [StoryWord], at start: Int) -> (Duration, Int)? {
        var milliseconds: Int64 = 0
        var index = start
        while index + 1 < words.count, let number = Double(words[index].text), let unit = units[words[index + 1].text] {
            milliseconds += Int64(number * Double(unit))
            index += 2
        }
        return index > start ? (.milliseconds(milliseconds), index) : nil
    }

    static func clock(_ text: String) -> StoryValue? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.count == 2 ? Int($0) : nil }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
            let second = parts.count == 3 ? parts[2] : 0, (0...23).contains(hour), (0...59).contains(minute),
            (0...59).contains(second)
        else { return nil }
        return .time(hour: hour, minute: minute, second: second)
    }

    static func date(_ text: String) -> StoryValue? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (2000...2100).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        return .date(year: year, month: month, day: day)
    }

    private func amount(at index: Int) -> [(StoryValue, Int)] {
        var found: [(StoryValue, Int)] = []
        if let (duration, next) = StoryMatcher.duration(words, at: index) { found.append((.duration(duration), next)) }
        let signs = ["%", "°C", "dBm"]
        guard let word = bare(index), word != ",", !signs.contains(word), StoryMatcher.units[word] == nil else {
            return found
        }
        if let number = Double(word) {
            if let unit = bare(index + 1), signs.contains(unit) {
                found.append((.number(number), index + 2))
            }
            found.append((.number(number), index + 1))
        } else {
            found.append((.text(word), index + 1))
        }
        return found
    }

    private func rate(at index: Int) -> [(StoryValue, Int)] {
        let units: [String: Double] = ["bit/s": 1, "kbit/s": 1e3, "Mbit/s": 1e6, "Gbit/s": 1e9]
        guard let number = bare(index).flatMap({ Double($0) }), let unit = bare(index + 1).flatMap({ units[$0] }) else {
            return []
        }
        return [(.number(number * unit), index + 2)]
    }
}
