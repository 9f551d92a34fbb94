import Glibc
import Platform
import Testing

@Suite struct FileTests {
    @Test func `a file is replaced whole, with the mode asked for, and nothing stays beside it`() throws {
        let scratch = try Scratch()
        let path = "\(scratch.path)/board"
        #expect(try FileStamp(path) == nil)
        try AtomicFile.write(Array("old".utf8), to: path, mode: 0o600)
        let old = try #require(try FileStamp(path))
        let long = Array(repeating: UInt8(7), count: 300_000)
        try AtomicFile.write(long, to: path, mode: 0o646, isDurable: false)
        let new = try #require(try FileStamp(path))
        #expect(try readFile(path, limit: 300_000) == long)
        #expect(old != new)
        #expect(old.mode & 0o777 == 0o600)
        #expect(new.mode & 0o777 == 0o646)
        #expect(scratch.files == ["board"])
    }

    @Test func `a file that cannot be replaced leaves nothing behind and says why`() throws {
        let scratch = try Scratch()
        let directory = "\(scratch.path)/taken"
        try #require(mkdir(directory, 0o755) == 0)
        try #require(mkdir("\(directory)/full", 0o755) == 0)
        defer { rmdir("\(directory)/full") }
        let taken = #expect(throws: PlatformError.self) { try AtomicFile.write([1], to: directory) }
        #expect(taken?.codeName == "EISDIR")
        #expect(scratch.files == ["taken"])
        let missing = #expect(throws: PlatformError.self) {
            try AtomicFile.write([1], to: "\(scratch.path)/none/board")
        }
        #expect(
            missing?.description
                == "cannot write \(scratch.path)/none/board: No such file or directory (ENOENT); check the spelling; "
                + "create what is missing")
        // Nobody makes files there, root neither.
        #expect(throws: PlatformError.self) { try AtomicFile.write([1], to: "/proc/self/board") }
    }

    @Test func `reading stops at the limit and refuses what is no file`() throws {
        let scratch = try Scratch()
        let path = "\(scratch.path)/file"
        try AtomicFile.write([1, 2, 3], to: path)
        #expect(try readFile(path, limit: 3) == [1, 2, 3])
        #expect(throws: PlatformError.self) { try readFile(path, limit: 2) }
        try #require(mkfifo("\(scratch.path)/pipe", 0o600) == 0)
        for other in ["\(scratch.path)/pipe", "/dev/zero", scratch.path] {
            let error = #expect(throws: PlatformError.self) { try readFile(other, limit: 10) }
            #expect(error?.detail == "it is no regular file")
        }
        // Files of /proc say that they are empty.
        #expect(try !readFile("/proc/self/stat", limit: 10_000).isEmpty)
    }

    @Test func `errors name their remedy where one is known`() {
        #expect(
            PlatformError("write", "/x", code: ENOSPC).description
                == "cannot write /x: No space left on device (ENOSPC); free space on this file system (df -h; df -i for "
                + "inodes)")
        #expect(PlatformError("read", "/x", code: EIO).description == "cannot read /x: Input/output error (EIO)")
        #expect(PlatformError("read", "/x", code: 4095).description == "cannot read /x: unknown error ()")
    }
}
