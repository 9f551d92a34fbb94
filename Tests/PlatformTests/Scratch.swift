import Glibc
import Platform
import Testing

/// A directory of its own for one test, gone with the value.
struct Scratch: ~Copyable {
    let path: String

    init() throws {
        var template = Array("\(environmentVariable("TMPDIR") ?? "/var/tmp")/platform-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    var files: [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    deinit {
        for name in files {
            unlink("\(path)/\(name)")
            rmdir("\(path)/\(name)")
        }
        rmdir(path)
    }
}

/// The server's end of a Unix socket, without waiting: a listening one, or one for datagrams.
final class UnixServer {
    let descriptor: Int32

    init(_ path: String, datagrams: Bool = false) throws {
        let type = datagrams ? SOCK_DGRAM : SOCK_STREAM
        descriptor = socket(AF_UNIX, Int32(type.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(path.utf8)
        if name.first == UInt8(ascii: "@") { name[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = socklen_t(2 + name.count + (name.first == 0 ? 0 : 1))
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        try #require(bound == 0)
        if !datagrams { try #require(listen(descriptor, 1) == 0) }
    }

    func accept() -> Int32 {
        Glibc.accept(descriptor, nil, nil)
    }

    /// One datagram that is already there.
    func datagram() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
    }

    deinit { close(descriptor) }
}
