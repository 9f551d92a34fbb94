import Glibc

/// The names of what stands in a directory, sorted by their bytes; hidden ones are left out.
public func fileNames(in directory: String) throws(PlatformError) -> [String] {
    guard let stream = unsafe opendir(directory) else {
        throw PlatformError("read directory", directory, code: errno)
    }
    defer { _ = unsafe closedir(stream) }
    var names: [String] = []
    while true {
        errno = 0
        // The entry belongs to the stream and lives until the next call.
        guard let entry = unsafe readdir(stream) else { break }
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
        if !name.hasPrefix(".") { names.append(name) }
    }
    guard errno == 0 else { throw PlatformError("read directory", directory, code: errno) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
