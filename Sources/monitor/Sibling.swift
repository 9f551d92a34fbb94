import ArgumentParser
import Glibc
import Platform

/// The daemon's program, which carries out what this one is too small for.
enum Sibling {
    /// Becomes `monitord` with these arguments: the one beside this program, else the first in PATH. Returns only if
    /// there is none.
    static func execute(_ arguments: [String]) throws -> Never {
        let name = "monitord"
        let candidates = [directory.map { "\($0)/\(name)" }].compactMap { $0 }
        // A copy for the life of the program: exec takes it over, or the program ends.
        var words = unsafe ([name] + arguments).map { unsafe strdup($0) }
        unsafe words.append(nil)
        for path in candidates { _ = unsafe execv(path, words) }
        _ = unsafe execvp(name, words)
        printError("cannot start \(name): \(unsafe String(cString: strerror(errno)))")
        printError("it belongs beside monitor: \(candidates.first ?? name); install both")
        throw ExitCode(EX_UNAVAILABLE)
    }

    /// Where this program is, by the kernel (man 5 proc: `/proc/self/exe`).
    private static var directory: String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { return nil }
        let path = String(decoding: buffer[0..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
