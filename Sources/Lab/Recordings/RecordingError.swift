/// Why a recording cannot be used, at the first line that is wrong.
public struct RecordingError: Error, Hashable, Sendable {
    public var file: String
    /// From 1; 0 for the file as a whole.
    public var line: Int
    public var what: String
    public var remedy: String

    init(_ file: String, line: Int = 0, _ what: String, _ remedy: String) {
        self.file = file
        self.line = line
        self.what = what
        self.remedy = remedy
    }
}

extension RecordingError: CustomStringConvertible {
    /// `switch.snmprec:12: the tag '9' is none; …`
    public var description: String { "\(file):\(line == 0 ? "" : "\(line):") \(what); \(remedy)" }
}
