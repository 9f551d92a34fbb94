internal import FoundationEssentials

/// Reading of files that must be ordinary and small.
enum TextFile {
    /// Why a file was not taken, and how to mend it.
    struct Problem: Error {
        var what: String
        var remedy: String
    }

    /// The bytes of a regular file (symbolic links are followed) and whether everybody may read it.
    static func read(_ path: String, limit: Int) throws(Problem) -> (bytes: [UInt8], isReadableByOthers: Bool) {
        let manager = FileManager.default
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        guard manager.fileExists(atPath: target) else {
            throw Problem(what: "does not exist", remedy: "create it or mend the path")
        }
        do {
            let attributes = try manager.attributesOfItem(atPath: target)
            guard attributes[.type] as? FileAttributeType == .typeRegular else {
                throw Problem(what: "is no ordinary file", remedy: "name a file")
            }
            guard let size = number(attributes[.size]), size <= limit else {
                throw Problem(what: "is larger than \(limit / 1024) KiB", remedy: "split it")
            }
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: target)))
            let mode = number(attributes[.posixPermissions]) ?? 0
            return (bytes, mode & 0o004 != 0)
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(what: "cannot be read", remedy: "give the daemon's user the right to read it")
        }
    }

    /// A number of the attributes: which type it has depends on whether all of Foundation is loaded.
    private static func number(_ attribute: Any?) -> Int? {
        switch attribute {
        case let number as Int: number
        case let number as UInt64: Int(clamping: number)
        case let number as UInt: Int(clamping: number)
        case let number as UInt16: Int(number)
        default: nil
        }
    }

    /// The names in a directory, sorted; hidden ones left out.
    static func names(inDirectory path: String) throws(Problem) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            throw Problem(what: "cannot be read as a directory", remedy: "create it or mend the path")
        }
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }
}
