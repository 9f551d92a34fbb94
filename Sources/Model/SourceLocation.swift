/// A place in a configuration or probe file, for messages: `hosts/kuusela.yaml:31:5`. Lines and columns count from 1.
public struct SourceLocation: Hashable, Sendable, Codable {
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension SourceLocation: CustomStringConvertible {
    public var description: String { "\(file):\(line):\(column)" }

    /// `file:line`, as reasons on the screen show it.
    public var short: String { "\(file):\(line)" }
}
