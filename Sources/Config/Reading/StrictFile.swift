package import Model

/// The configuration's way of reading YAML for other files of this project: everything is text, unknown fields are
/// mistakes with the nearest known word, all mistakes are told at once.
package struct StrictFile {
    /// The file as a mapping; `nil` if it is none or cannot be read.
    package private(set) var root: StrictNode?
    private let name: String
    private var mistakes = Mistakes()

    /// Reads the file at `path`; messages call it `name`.
    package init(path: String, name: String) {
        self.name = name
        root = YAMLFile.read(path, name: name, &mistakes).map { StrictNode(node: $0.root) }
    }

    /// Reads bytes as a file of that name.
    package init(bytes: [UInt8], name: String) {
        self.name = name
        root = YAMLFile.parse(bytes, name: name, &mistakes).map { StrictNode(node: $0.root) }
    }

    /// Reports something that only the reader of this kind of file can know.
    package mutating func report(_ location: SourceLocation, _ what: String, _ remedy: String) {
        mistakes.add(location, what, remedy)
    }

    /// Reports a word that is none of `known`, with the nearest one.
    package mutating func report(
        _ location: SourceLocation, unknown word: String, _ what: String, known: [String], otherwise: String
    ) {
        mistakes.add(
            location, "there is no \(what) \(quoted(word))", remedy(for: word, among: known, otherwise: otherwise))
    }

    /// Throws all that was reported, by line.
    package func check() throws(ConfigurationErrors) {
        if !mistakes.isEmpty { throw ConfigurationErrors(mistakes: mistakes.sorted(files: [name])) }
    }
}

/// A piece of a strict file with its place.
package struct StrictNode {
    fileprivate let node: YAMLNode

    package var location: SourceLocation { node.location }

    /// The fields of a mapping; `nil` and a mistake for anything else.
    package func fields(of what: String, known: [String], _ file: inout StrictFile) -> StrictFields? {
        file.read { Fields(node, of: what, known: known, &$0) }.map { StrictFields(fields: $0, what: what) }
    }

    /// The entries of a mapping whose names the file chooses, in its order.
    package func entries(of what: String, _ file: inout StrictFile) -> [(
        key: String, location: SourceLocation, value: StrictNode
    )] {
        let entries = file.read { node.entries(what, &$0) } ?? []
        return entries.map { ($0.key, $0.keyLocation, StrictNode(node: $0.value)) }
    }

    /// The elements of a list.
    package func list(of what: String, _ file: inout StrictFile) -> [StrictNode] {
        (file.read { node.list(what, acceptsOne: false, &$0) } ?? []).map { StrictNode(node: $0) }
    }
}

/// The fields of a mapping whose names are known beforehand. Every reader returns `nil` where the field is missing or wrong.
package struct StrictFields {
    fileprivate let fields: Fields
    fileprivate let what: String

    package var location: SourceLocation { fields.location }

    package subscript(_ name: String) -> StrictNode? { fields[name].map { StrictNode(node: $0) } }

    /// A text that must be there.
    package func required(_ name: String, _ remedy: String, _ file: inout StrictFile) -> String? {
        file.read { mistakes in
            fields.required(name, of: what, remedy, &mistakes).flatMap { $0.text(quoted(name), &mistakes) }
        }
    }

    package func text(_ name: String, _ file: inout StrictFile) -> String? {
        file.read { fields.display(name, &$0) }
    }

    /// One text or several.
    package func texts(_ name: String, _ file: inout StrictFile) -> [(text: String, location: SourceLocation)] {
        file.read { mistakes in fields[name]?.texts(quoted(name), &mistakes) } ?? []
    }

    package func flag(_ name: String, _ file: inout StrictFile) -> Bool? {
        file.read { fields.flag(name, &$0) }
    }

    package func number(_ name: String, _ file: inout StrictFile) -> Double? {
        file.read { fields.number(name, &$0) }
    }

    package func integer(_ name: String, in range: ClosedRange<Int64>, _ file: inout StrictFile) -> Int64? {
        file.read { mistakes in fields[name]?.integer(quoted(name), in: range, &mistakes) }
    }

    package func duration(_ name: String, _ file: inout StrictFile) -> Duration? {
        file.read { fields.duration(name, from: .zero, &$0) }
    }

    /// One of the words of an enumeration.
    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type, _ file: inout StrictFile
    ) -> Choice? where Choice.RawValue == String {
        let choices = type.allCases.map { ($0.rawValue, $0) }
        return file.read { mistakes in fields[name]?.choice(quoted(name), among: choices, &mistakes) }
    }
}

extension StrictFile {
    fileprivate mutating func read<Result>(_ body: (inout Mistakes) -> Result) -> Result {
        body(&mistakes)
    }
}
