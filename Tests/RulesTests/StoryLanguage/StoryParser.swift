import Model
import Rules

/// Reads a story: the title, what it shows, then sections and moments with their indented lines.
struct StoryParser {
    private enum Section {
        case none, sites, town, rules, versions, applications, timing, first, block
    }

    private struct Line {
        var number: Int
        var isIndented: Bool
        var text: String
        var words: [StoryWord]
    }

    private var script: StoryScript
    private var section = Section.none
    private var hosts: [Host.Name] = []

    /// Reads a story file's text; throws the first mistake with its line.
    static func read(_ text: String, file: String) throws(StoryError) -> StoryScript {
        var parser = StoryParser(script: StoryScript(file: file))
        try parser.read(text)
        return parser.script
    }

    private init(script: StoryScript) { self.script = script }

    private static let subjects = ["promise", "pain", "scene", "delight", "colours"]
    private static let headings = [
        "begins", "starts", "seeds", "phases", "sites", "town", "rules", "versions", "applications", "timing", "at",
        "within", "for",
        "08:00", "+15 s",
    ]

    private mutating func read(_ text: String) throws(StoryError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        func fail(_ number: Int, _ message: String) -> StoryError {
            StoryError(file: script.file, line: number, message: message)
        }
        guard let title = lines.first, !title.isEmpty, title.first != "#", title.first != " " else {
            throw fail(1, "the first line is the title")
        }
        script.title = String(title)
        let shows = lines.count > 1 ? lines[1] : ""
        guard shows.hasPrefix("# "), let word = shows.dropFirst(2).split(separator: " ").first,
            StoryParser.subjects.contains(word.lowercased().filter { $0 != ":" })
        else {
            throw fail(2, "the second line says what is shown: # Promise 2: …, # Pain: …, # Scene 1: … or # Colours: …")
        }
        script.shows = String(shows.dropFirst(2))
        script.begin = StoryClock.moments(UTCTime(year: 2026, month: 11, day: 23, hour: 8))[0]
        var read: [Line] = []
        for (index, text) in lines.enumerated().dropFirst(2) {
            guard let words = StoryWord.split(text) else { throw fail(index + 1, "a quote does not end") }
            guard !words.isEmpty else { continue }
            let bare = text.drop { $0 == " " }
            read.append(Line(number: index + 1, isIndented: text.first == " ", text: String(bare), words: words))
        }
        hosts = StoryParser.names(in: read) + [Judge.ownHost]
        for line in read {
            do {
                if line.isIndented { try take(line) } else { try takeHeading(line) }
            } catch {
                throw fail(line.number, error.message)
            }
        }
        guard !script.town.isEmpty else { throw fail(lines.count, "there is no town") }
        guard !script.blocks.isEmpty else { throw fail(lines.count, "nothing happens in it") }
    }

    /// All hosts that there are at some time: those of the town and those that a reload brings.
    private static func names(in lines: [Line]) -> [Host.Name] {
        var names: [Host.Name] = []
        var isTown = false
        for line in lines {
            var words = line.words[...]
            if let place = words.indices.first(where: {
                words[$0].text == "reload" && $0 + 1 < words.endIndex && words[$0 + 1].text == "with"
            }) {
                words = words[(place + 2)...]
                if words.first?.text == "rule" { continue }
            } else {
                if !line.isIndented { isTown = words.first?.text == "town" }
                guard isTown, line.isIndented else { continue }
            }
            names += StoryMatcher.newNames(Array(words)).filter { !names.contains($0) }
        }
        return names
    }

    private mutating func takeHeading(_ line: Line) throws(StoryMistake) {
        let words = line.words
        let word = words[0].text
        switch word {
        case "sites": section = .sites
        case "town": section = .town
        case "rules": section = .rules
        case "versions": section = .versions
        case "applications": section = .applications
        case "timing": section = .timing
        case "at": section = .first
        case "begins", "starts", "seeds", "phases":
            section = .none
            let edit = try StoryMatcher.read(words, as: StoryForms.settings, hosts: [])
            edit(&script)
            return
        default: return try takeMoment(line)
        }
        guard words.count == 1 || word == "at" && words.count == 2 && words[1].text == "first" else {
            throw StoryMistake("\(word) stands alone, what belongs to it is indented below")
        }
    }

    private mutating func takeMoment(_ line: Line) throws(StoryMistake) {
        var words = line.words[...]
        let isFor = ["within", "for"].contains(words[0].text)
        var time: StoryScript.Time?
        if isFor || words[0].text.first == "+" {
            if isFor { words = words.dropFirst() } else { words[0].text.removeFirst() }
            if let (duration, next) = StoryMatcher.duration(Array(words), at: 0) {
                words = words.dropFirst(next)
                switch line.words[0].text {
                case "within": time = .within(duration)
                case "for": time = .throughout(duration)
                default: time = .after(duration)
                }
            }
        } else if case .time(let hour, let minute, let second)? = StoryMatcher.clock(words[0].text) {
            time = .clock(hour: hour, minute: minute, second: second)
            words = words.dropFirst()
        } else if case .date(let year, let month, let day)? = StoryMatcher.date(words[0].text), words.count > 1,
            case .time(let hour, let minute, let second)? = StoryMatcher.clock(words[1].text)
        {
            time = .date(
                StoryClock.moments(
                    UTCTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)))
            words = words.dropFirst(2)
        }
        guard let time else {
            let nearest = nearestStoryWord(to: line.words[0].text, among: StoryParser.headings)
            throw StoryMistake(
                "\"\(line.words[0].text)\" is neither a moment (08:00, +15 s, within 15 s, for 10 min) nor a section"
                    + (nearest.map { ", did you mean \"\($0)\"?" } ?? ""))
        }
        section = .block
        script.blocks.append(StoryScript.Block(line: line.number, text: line.text, time: time))
        if !words.isEmpty { try takeSentence(Array(words), of: line) }
    }

    private mutating func takeSentence(_ words: [StoryWord], of line: Line) throws(StoryMistake) {
        let deed = try StoryMatcher.read(words, as: StoryForms.sentences, hosts: hosts)
        let sentence = StoryScript.Sentence(line: line.number, text: line.text, deed: deed)
        if section == .first {
            guard case .fact = deed else { throw StoryMistake("nothing can be expected before the story begins") }
            script.first.append(sentence)
            return
        }
        let place = script.blocks.count - 1
        script.blocks[place].sentences.append(sentence)
        if case .fact = deed {
            switch script.blocks[place].time {
            case .within, .throughout: throw StoryMistake("nothing is done while time passes: write a moment for it")
            case .clock, .date, .after: break
            }
        }
    }

    private mutating func take(_ line: Line) throws(StoryMistake) {
        switch section {
        case .none: throw StoryMistake("an indented line belongs to a section or a moment")
        case .town: script.town.append(try StoryMatcher.read(line.words, as: StoryForms.town, hosts: hosts))
        case .sites: script.sites.append(try StoryMatcher.read(line.words, as: StoryForms.sites, hosts: []))
        case .rules:
            var rule = try StoryMatcher.read(line.words, as: StoryForms.rules, hosts: [])
            rule.origin = SourceLocation(file: script.file, line: line.number)
            script.rules.append(rule)
        case .versions: try StoryMatcher.read(line.words, as: StoryForms.versions, hosts: [])(&script, line.number)
        case .applications:
            var application = try StoryMatcher.read(line.words, as: StoryForms.applications, hosts: [])
            application.origin = SourceLocation(file: script.file, line: line.number)
            script.applications.append(application)
        case .timing: try StoryMatcher.read(line.words, as: StoryForms.timing, hosts: [])(&script)
        case .first, .block: try takeSentence(line.words, of: line)
        }
    }
}
